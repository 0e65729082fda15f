import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience, Public } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { PublicRead } from '../../web/public-read.interceptor.js'
import { CurrentActor, etagOf, IfMatch, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { ChangeOfferService } from './change-offer.service.js'
import {
  MembershipChangePageDto,
  MembershipPageDto,
  MembershipRecordDto,
  MembershipReviewPageDto,
  StandingGroundsDto,
} from './membership.dto.js'
import { MembershipsService } from './memberships.service.js'
import { listedMembership, presentChange, presentMembership } from './present-membership.js'
import { readOffer } from './read-offer.js'
import { RemovalService } from './removal.service.js'
import { MembershipsQuery, OfferInput, RemovalReplyInput } from './standing.dto.js'

/** How suppliers stand, and what they do about it themselves. */
@ApiTags('memberships')
@Controller('api/v1')
export class MembershipsController {
  constructor(
    private readonly memberships: MembershipsService,
    private readonly offers: ChangeOfferService,
    private readonly removals: RemovalService,
  ) {}

  /** A supplier's own memberships, or for officers and auditors those of all suppliers; the last admitted first. */
  @Get('memberships')
  @Audience('bid-writer', 'procurement-officer', 'auditor')
  @Refuses('standing-not-yours')
  async list(
    @CurrentActor() actor: Actor,
    @Query() { supplier, category, state, removal, limit, cursor }: MembershipsQuery,
  ): Promise<MembershipPageDto> {
    const search = {
      ...(supplier === undefined ? {} : { supplier }),
      ...(category === undefined ? {} : { categoryId: category }),
      ...(state === undefined ? {} : { state }),
      ...(removal === undefined ? {} : { removal }),
    }
    const { items, nextCursor } = await this.memberships.list(actor, search, limit, cursor)
    return { items: items.map(listedMembership), nextCursor }
  }

  /** One membership with what befell it last. Its ETag is its revision. */
  @Get('memberships/:id')
  @Audience('bid-writer', 'procurement-officer', 'auditor')
  @Sends('ETag')
  get(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MembershipRecordDto> {
    return this.present(actor, id, reply)
  }

  /** All that befell a membership, the newest first. */
  @Get('memberships/:id/changes')
  @Audience('bid-writer', 'procurement-officer', 'auditor')
  async listChanges(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<MembershipChangePageDto> {
    const { items, nextCursor } = await this.memberships.changes(actor, id, limit, cursor)
    return { items: items.map(presentChange), nextCursor }
  }

  /** What officers looked at again, or are to: the open ones first, then the newest. */
  @Get('memberships/:id/reviews')
  @Audience('bid-writer', 'procurement-officer', 'auditor')
  listReviews(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<MembershipReviewPageDto> {
    return this.memberships.reviews(actor, id, limit, cursor)
  }

  /** Says anew what the supplier offers. It matches by it at once; retired values that were offered before may stay. */
  @Put('memberships/:id/offer')
  @Audience('supplier-admin')
  @Refuses('membership-state', 'offer-missing', 'filter-value-unknown')
  @Sends('ETag')
  async changeOffer(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() { offer }: OfferInput,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MembershipRecordDto> {
    await this.offers.change(actor, id, revision, readOffer(offer), repeat)
    return this.present(actor, id, reply)
  }

  /** The supplier's word on a notice of removal. It is said once. */
  @Post('memberships/:id/removal/reply')
  @Audience('supplier-admin')
  @HttpCode(200)
  @Refuses('no-removal-under-way', 'replied-already')
  @Sends('ETag')
  async reply(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { reply: said }: RemovalReplyInput,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MembershipRecordDto> {
    await this.removals.reply(actor, id, said, repeat)
    return this.present(actor, id, reply)
  }

  /** What a membership may be suspended and removed for as of today, each with its source and how sure that is. */
  @Get('standing-grounds')
  @Public()
  @PublicRead()
  async grounds(): Promise<StandingGroundsDto> {
    return { items: await this.memberships.grounds() }
  }

  private async present(actor: Actor, id: string, reply: FastifyReply): Promise<MembershipRecordDto> {
    const membership = await this.memberships.get(actor, id)
    void reply.header('ETag', etagOf(membership.revision))
    return presentMembership(membership)
  }
}
