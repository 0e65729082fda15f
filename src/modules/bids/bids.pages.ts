import { Controller, Get, Param, Post } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Conflict } from '../../shared/domain/errors.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { FormKey } from '../../web/pages/form-body.js'
import { LeadsOn, Page } from '../../web/pages/page.js'
import { SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { BidDraftsService } from './bid-drafts.service.js'
import { bidHref } from './bid-head.js'
import { EthicsProgressService } from './ethics-progress.service.js'
import { taskListView } from './task-list-views.js'

/** A bid from its start, and the list of what is to be done for it. */
@Controller()
@Audience('bid-writer')
export class BidsPages {
  constructor(
    private readonly drafts: BidDraftsService,
    private readonly progress: EthicsProgressService,
  ) {}

  /** Starts the bid, or leads to the one that a colleague has started. */
  @Post('opportunities/:id/bids')
  @LeadsOn()
  async start(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) requirementId: string,
    @FormKey() key: RepeatKey | null,
  ): Promise<SeeOther> {
    try {
      return new SeeOther(bidHref(await this.drafts.start(actor, requirementId, key)), 'bid-started')
    } catch (error) {
      if (!(error instanceof Conflict) || error.code !== 'bid-exists') throw error
      return new SeeOther(bidHref(String(error.members['bidId'])), 'bid-was-there')
    }
  }

  @Get('supplier/bids/:id')
  @Page('bids/views/task-list.njk', 'new', 'complete', 'long text', 'submitted', 'not submitted', 'withdrawn', 'emptied at the deadline')
  async tasks(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    const { bid, ethics } = await this.progress.ofBid(actor, id)
    return taskListView(bid, ethics)
  }
}
