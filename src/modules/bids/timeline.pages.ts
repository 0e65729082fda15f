import { Controller, Get, Param, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Page } from '../../web/pages/page.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { BidStandingService } from './bid-standing.service.js'
import { RequirementsService } from '../requirements/requirements.service.js'
import { bidTimelineView, requirementTimelineView } from './timeline-views.js'
import { TimelineService } from './timeline.service.js'

/** Every act and attempt, those that were refused with the reason. */
@Controller('supplier')
@Audience('bid-writer')
export class TimelinePages {
  constructor(
    private readonly timeline: TimelineService,
    private readonly standings: BidStandingService,
    private readonly requirements: RequirementsService,
  ) {}

  @Get('bids/:id/timeline')
  @Page('bids/views/timeline.njk', 'some', 'with refusals', 'more than a page', 'long text')
  async ofBid(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query('after') after: unknown): Promise<object> {
    return bidTimelineView(await this.standings.get(actor, id), await this.timeline.ofBid(actor, id, ON_A_PAGE, cursorOf(after)))
  }

  /** What the organisation did about an opportunity, whether or not it has a bid. */
  @Get('opportunities/:id/timeline')
  @Page('bids/views/timeline.njk', 'of an opportunity')
  async ofRequirement(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query('after') after: unknown): Promise<object> {
    const entries = await this.timeline.ofRequirement(actor, id, ON_A_PAGE, cursorOf(after))
    return requirementTimelineView(await this.requirements.get(actor, id), entries)
  }
}
