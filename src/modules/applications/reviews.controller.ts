import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience, NeverByToken } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { CurrentActor, etagOf, IfMatch, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { AcceptReviewInput, presentReview, ReviewDto, ReviewPageDto, ReviewReasonInput } from './review.dto.js'
import { ReviewService } from './review.service.js'

/** What officers look at again while memberships go on. */
@ApiTags('memberships')
@Controller('api/v1/membership-reviews')
@Refuses('standing-not-yours')
export class ReviewsController {
  constructor(private readonly reviews: ReviewService) {}

  /** Those that are open, by their last day, with how many there are. */
  @Get()
  @Audience('procurement-officer', 'auditor')
  list(@CurrentActor() actor: Actor, @Query() { limit, cursor }: ListQuery): Promise<ReviewPageDto> {
    return this.reviews.queue(actor, limit, cursor)
  }

  /** One with what changed since the answer was accepted, for whoever declared to have no interest in the supplier. Its ETag is the newest version. */
  @Get(':id')
  @Audience('procurement-officer', 'auditor')
  @Refuses('interests-not-declared', 'interest-declared')
  @Sends('ETag')
  get(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReviewDto> {
    return this.present(actor, id, reply)
  }

  /** Accepts what changed, in the version that was read: it counts from now on. */
  @Post(':id/accept')
  @Audience('procurement-officer')
  @NeverByToken()
  @HttpCode(200)
  @Refuses('interests-not-declared', 'interest-declared', 'review-settled')
  @Sends('ETag')
  async accept(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() seen: number,
    @Body() { reason }: AcceptReviewInput,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReviewDto> {
    await this.reviews.settle(actor, id, 'accepted', seen, reason ?? null, repeat)
    return this.present(actor, id, reply)
  }

  /** Does not accept it, with the reason. What follows for the membership is decided by itself: a suspension, or a notice of removal. */
  @Post(':id/decline')
  @Audience('procurement-officer')
  @NeverByToken()
  @HttpCode(200)
  @Refuses('interests-not-declared', 'interest-declared', 'review-settled')
  @Sends('ETag')
  async decline(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() seen: number,
    @Body() { reason }: ReviewReasonInput,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReviewDto> {
    await this.reviews.settle(actor, id, 'not-accepted', seen, reason, repeat)
    return this.present(actor, id, reply)
  }

  private async present(actor: Actor, id: string, reply: FastifyReply): Promise<ReviewDto> {
    const review = await this.reviews.get(actor, id)
    void reply.header('ETag', etagOf(review.now?.version ?? 0))
    return presentReview(review)
  }
}
