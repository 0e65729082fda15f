import { Controller, Get, Param, Post } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { BidDetailsForm } from './bid-details.form.js'
import { bidDetailsView, detailsHref, typedDeclarations } from './bid-details-views.js'
import { BidStandingService } from './bid-standing.service.js'
import { detailsPart } from './domain/draft-parts.js'
import { seenIn } from './part-views.js'
import { SaveDraftPart } from './save-draft-part.service.js'
import { bidHref } from './bid-head.js'

/** What a bid declares beside its answers: conflicts of interest, who else takes part, and that the terms are accepted. */
@Controller('supplier/bids/:id/details')
@Audience('bid-writer')
export class BidDetailsPages {
  constructor(
    private readonly standings: BidStandingService,
    private readonly parts: SaveDraftPart,
  ) {}

  @Get()
  @Page('bids/views/details.njk', 'empty', 'filled', 'not to be changed')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return this.viewOf(actor, id)
  }

  /** Script saves by `next=autosave` while somebody writes, and is shown the same page with what is saved now. */
  @Post()
  @Page('bids/views/details.njk', 'refused', 'saved by somebody else')
  async save(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @FormBody() fields: FormFields): Promise<PageAnswer> {
    const bid = await this.standings.get(actor, id)
    return orShowAgain(
      fields,
      async () => {
        const { seen: _, next, ...declared } = fields
        await readForm(BidDetailsForm, declared)
        await this.parts.save(actor, id, detailsPart, seenIn(fields), typedDeclarations(fields))
        if (next === 'autosave') return this.viewOf(actor, id, freshForm(fields))
        return new SeeOther(next === 'stay' ? detailsHref(bid) : bidHref(id), 'part-saved')
      },
      form => this.viewOf(actor, id, form),
    )
  }

  private async viewOf(actor: Actor, id: string, form = freshForm()): Promise<object> {
    return bidDetailsView(await this.standings.get(actor, id), form)
  }
}
