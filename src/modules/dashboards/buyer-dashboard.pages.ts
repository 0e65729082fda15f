import { Controller, Get, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Page } from '../../web/pages/page.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { BUYER_GROUPS } from '../requirements/domain/buyer-groups.js'
import { BuyerDashboardService } from './buyer-dashboard.service.js'
import { buyerDashboardView } from './buyer-dashboard-views.js'

/** Where a public body's people begin. */
@Controller('buyer')
@Audience('buyer-author', 'buyer-approver', 'evaluator')
export class BuyerDashboardPages {
  constructor(private readonly dashboard: BuyerDashboardService) {}

  @Get()
  @Page('dashboards/views/buyer.njk', 'nothing yet', 'drafts', 'open', 'to open', 'none of these', 'more than a page')
  async show(@CurrentActor() actor: Actor, @Query('show') show: unknown, @Query('after') after: unknown): Promise<object> {
    const group = BUYER_GROUPS.find(each => each === show)
    return buyerDashboardView(await this.dashboard.get(actor, group, ON_A_PAGE, cursorOf(after)))
  }
}
