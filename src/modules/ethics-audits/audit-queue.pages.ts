import { Controller, Get, Param, Post, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { atField } from '../../web/pages/at-field.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { LeadsOn, Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { AgreementsService } from '../agreements/agreements.service.js'
import { QUEUE } from './audit-addresses.js'
import { filterOf } from './audit-list-query.dto.js'
import { addressOf, queueView } from './audit-queue-views.js'
import { EthicsAuditsService } from './ethics-audits.service.js'
import { filterIn } from './queue-filter.js'
import { SavedViewForm } from './saved-view.form.js'
import { type SavedFilter, SavedViewsService } from './saved-views.service.js'

const VIEW = 'ethics-audits/views/queue.njk'

/** More agreements than there are. */
const ALL_AGREEMENTS = 100

/** The audits to carry out, and the filters that somebody keeps for them. */
@Controller('officer')
@Audience('procurement-officer', 'auditor')
export class AuditQueuePages {
  constructor(
    private readonly audits: EthicsAuditsService,
    private readonly views: SavedViewsService,
    private readonly agreements: AgreementsService,
  ) {}

  @Get()
  @Page(VIEW, 'nothing to do', 'some', 'nothing fits', 'more than a page', 'signed off', 'saved views')
  show(@CurrentActor() actor: Actor, @Query() query: Record<string, unknown>): Promise<object> {
    return this.view(actor, filterIn(query), cursorOf(query['after']), freshForm())
  }

  @Post('views')
  @Page(VIEW, 'no name', 'name taken')
  save(@CurrentActor() actor: Actor, @FormBody() fields: FormFields, @FormKey() key: RepeatKey | null): Promise<PageAnswer> {
    const filter = filterIn(fields)
    return orShowAgain(
      fields,
      async () => {
        // The other fields are the filters to keep.
        const { name } = await readForm(SavedViewForm, { name: fields['name'] ?? '' })
        await atField('name', 'view-name-taken', () => this.views.save(actor, name, filter, key))
        return new SeeOther(addressOf(filter), 'view-saved')
      },
      form => this.view(actor, filter, undefined, form),
    )
  }

  @Post('views/:id/remove')
  @LeadsOn()
  async remove(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<SeeOther> {
    await this.views.remove(actor, id)
    return new SeeOther(QUEUE, 'view-removed')
  }

  private async view(actor: Actor, filter: SavedFilter, after: string | undefined, form: FormView): Promise<object> {
    const [queue, agreements] = await Promise.all([
      this.audits.queue(actor, filterOf(filter), ON_A_PAGE, after),
      this.agreements.list(actor, ALL_AGREEMENTS, undefined),
    ])
    return queueView({ ...queue, filter, agreements: agreements.items }, form)
  }
}
