import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience, NeverByToken } from '../../web/audience.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { IncidentInput, ReviewReasonInput } from './review.dto.js'
import { ReviewService } from './review.service.js'

/** What makes officers look at a membership again, though no answer changed. */
@ApiTags('memberships')
@Controller('api/v1/memberships/:id')
export class ReviewIncidentsController {
  constructor(private readonly reviews: ReviewService) {}

  /** Tells the officers of an incident. The membership goes on meanwhile; each report is a review of its own. */
  @Post('incidents')
  @Audience('bid-writer')
  @HttpCode(204)
  @Refuses('membership-state', 'incident-day-unfit')
  async report(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() incident: IncidentInput,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<void> {
    await this.reviews.report(actor, id, incident, repeat)
  }

  /** Opens a review with the reason. */
  @Post('recheck')
  @Audience('procurement-officer')
  @NeverByToken()
  @HttpCode(204)
  @Refuses('standing-not-yours', 'interests-not-declared', 'interest-declared', 'membership-state')
  async recheck(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { reason }: ReviewReasonInput,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<void> {
    await this.reviews.recheck(actor, id, reason, repeat)
  }
}
