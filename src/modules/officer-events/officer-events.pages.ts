import { Controller, Get, Param, Post, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { DomainError } from '../../shared/domain/errors.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { mayAcknowledge } from './domain/officer-event-policy.js'
import { AcknowledgeForm } from './officer-event.form.js'
import { eventView, filterOf, refusedView, WATCH, watchView } from './officer-event-views.js'
import { OfficerEventsService } from './officer-events.service.js'
import { RefusedAttemptsService } from './refused-attempts.service.js'

const ONE = 'officer-events/views/event.njk'

/** What an officer must see, with the place to say that it was seen. */
@Controller('officer/watch')
export class OfficerEventsPages {
  constructor(
    private readonly events: OfficerEventsService,
    private readonly attempts: RefusedAttemptsService,
  ) {}

  @Get()
  @Audience('procurement-officer', 'auditor')
  @Page('officer-events/views/watch.njk', 'none', 'some', 'filtered', 'acknowledged', 'more than a page')
  async list(
    @CurrentActor() actor: Actor,
    @Query('kind') kind: unknown,
    @Query('seen') seen: unknown,
    @Query('after') after: unknown,
  ): Promise<object> {
    const filter = filterOf(kind, seen)
    return watchView(await this.events.list(actor, filter, ON_A_PAGE, cursorOf(after)), await this.events.count(actor), filter)
  }

  @Get('refused')
  @Audience('procurement-officer', 'auditor')
  @Page('officer-events/views/refused.njk', 'none', 'some', 'more than a page')
  async listRefused(@CurrentActor() actor: Actor, @Query('after') after: unknown): Promise<object> {
    return refusedView(await this.attempts.list(actor, ON_A_PAGE, cursorOf(after)))
  }

  @Get(':id')
  @Audience('procurement-officer', 'auditor')
  @Page(
    ONE,
    'failed opening',
    'late bid',
    'tampering',
    'overdue',
    'unanswered rule',
    'infected evidence',
    'few hold a key',
    'nobody holds a key',
    'acknowledged',
    'long text',
    'only to read',
  )
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return this.view(actor, id, freshForm())
  }

  @Post(':id/acknowledge')
  @Audience('procurement-officer')
  @Page(ONE, 'nothing typed', 'acknowledged meanwhile')
  acknowledge(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { note } = await readForm(AcknowledgeForm, fields)
        await this.events.acknowledge(actor, id, note, key)
        return new SeeOther(WATCH, 'event-acknowledged')
      },
      (form, refusal) => this.view(actor, id, form, refusal),
    )
  }

  private async view(actor: Actor, id: string, form: FormView, refusal?: DomainError): Promise<object> {
    return eventView(await this.events.get(actor, id), mayAcknowledge(actor), form, refusal)
  }
}
