import { Controller, Get, Param, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { TimelinePageDto } from './timeline.dto.js'
import { TimelineService } from './timeline.service.js'

@ApiTags('bids')
@Controller('api/v1')
@Audience('bid-writer')
export class TimelineController {
  constructor(private readonly timeline: TimelineService) {}

  /** Every act and attempt on the bid, refusals with their reasons, newest first. */
  @Get('bids/:id/timeline')
  ofBid(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query() { limit, cursor }: ListQuery): Promise<TimelinePageDto> {
    return this.timeline.ofBid(actor, id, limit, cursor)
  }

  /** All that the acting supplier did about a requirement, refused attempts to start a bid among it, newest first. */
  @Get('requirements/:id/timeline')
  ofRequirement(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<TimelinePageDto> {
    return this.timeline.ofRequirement(actor, id, limit, cursor)
  }
}
