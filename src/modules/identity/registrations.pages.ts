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
import { DecideRegistrationService } from './decide-registration.service.js'
import { mayDecideRegistration } from './domain/registration-policy.js'
import { RefuseRegistrationForm } from './registration.form.js'
import { REGISTRATIONS, registrationsView, registrationView } from './registration-views.js'

const ONE = 'identity/views/registration.njk'

/** Organisations that wait for an officer. */
@Controller('officer/registrations')
@Audience('procurement-officer')
export class RegistrationsPages {
  constructor(private readonly registrations: DecideRegistrationService) {}

  @Get()
  @Page('identity/views/registrations.njk', 'none', 'some', 'more than a page')
  async list(@CurrentActor() actor: Actor, @Query('after') after: unknown): Promise<object> {
    return registrationsView(await this.registrations.list(actor, ON_A_PAGE, cursorOf(after)))
  }

  @Get(':id')
  @Page(ONE, 'waiting', 'similar names', 'own', 'long text', 'approved', 'refused', 'withdrawn')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return this.view(actor, id, freshForm())
  }

  @Post(':id/approve')
  @Page(ONE, 'approval came second', 'identifier taken meanwhile')
  approve(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await this.registrations.approve(actor, id, key)
        return new SeeOther(REGISTRATIONS, 'registration-approved')
      },
      (form, refusal) => this.view(actor, id, form, refusal),
    )
  }

  @Post(':id/refuse')
  @Page(ONE, 'no reason', 'refusal came second')
  refuse(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { reason } = await readForm(RefuseRegistrationForm, fields)
        await this.registrations.refuse(actor, id, reason, key)
        return new SeeOther(REGISTRATIONS, 'registration-refused')
      },
      (form, refusal) => this.view(actor, id, form, refusal),
    )
  }

  private async view(actor: Actor, id: string, form: FormView, refusal?: DomainError): Promise<object> {
    const registration = await this.registrations.get(actor, id)
    const similar = registration.state === 'waiting' ? await this.registrations.listSimilar(actor, id) : []
    return registrationView(registration, similar, mayDecideRegistration(actor, registration), form, refusal)
  }
}
