import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { CurrentActor, etagOf, IfMatch, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { lackingTokens } from '../memberships/domain/offer.js'
import { chosenValues } from './chosen-values.js'
import { InvitationRecordsService } from './invitation-records.service.js'
import {
  ChooseShortlistDto,
  InvitationRecordDto,
  MatchingSupplierPageDto,
  OtherMemberPageDto,
  presentRound,
  presentShortlist,
  ShortlistDto,
} from './shortlist.dto.js'
import { ShortlistsService } from './shortlists.service.js'

/** Whom the buyer of a requirement means to invite, and whom it invited. */
@ApiTags('shortlists')
@Controller('api/v1/requirements/:id')
@Audience('buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer', 'auditor')
export class ShortlistsController {
  constructor(
    private readonly shortlists: ShortlistsService,
    private readonly records: InvitationRecordsService,
  ) {}

  /** The filters that were chosen, how many match now, and what changed since it was run. */
  @Get('shortlist')
  @Refuses('not-the-buyer')
  @Sends('ETag')
  get(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ShortlistDto> {
    return this.present(actor, id, reply)
  }

  /** Chooses filters for a draft and runs the shortlist. If-Match names what was read; "0" where nothing was chosen yet. */
  @Put('shortlist')
  @Audience('buyer-author')
  @Refuses('not-the-buyer', 'shortlist-frozen', 'shortlist-name-taken', 'filters-not-offered')
  @Sends('ETag')
  async choose(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() { name, filters }: ChooseShortlistDto,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ShortlistDto> {
    await this.shortlists.choose(actor, id, revision, { name, filters: chosenValues(filters) }, repeat)
    return this.present(actor, id, reply)
  }

  /** Takes down anew who matches, until the requirement is published. */
  @Post('shortlist/runs')
  @Audience('buyer-author', 'buyer-approver')
  @HttpCode(200)
  @Refuses('not-the-buyer', 'shortlist-frozen')
  @Sends('ETag')
  async run(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ShortlistDto> {
    await this.shortlists.run(actor, id, repeat)
    return this.present(actor, id, reply)
  }

  /** Who matches now, by name, each with the membership that it matches by. */
  @Get('shortlist/matching')
  @Refuses('not-the-buyer')
  matching(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<MatchingSupplierPageDto> {
    return this.shortlists.matching(actor, id, limit, cursor)
  }

  /** Members of the categories that do not match, by name, and why not. */
  @Get('shortlist/others')
  @Refuses('not-the-buyer')
  async others(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<OtherMemberPageDto> {
    const { items, nextCursor, tokens } = await this.shortlists.others(actor, id, limit, cursor)
    return {
      items: items.map(({ supplierId, supplierName, membershipId, categoryId, categoryTitle, isSuspended, offer }) => ({
        supplierId,
        supplierName,
        membershipId,
        categoryId,
        categoryTitle,
        isSuspended,
        lacking: lackingTokens(tokens, offer),
      })),
      nextCursor,
    }
  }

  /** Who was invited, round by round from the first, when and by which filters, with the hashes that prove it. Who means to bid is not told. */
  @Get('invitation-rounds')
  @Refuses('not-the-buyer')
  async rounds(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<InvitationRecordDto> {
    const { rounds, total, waiting } = await this.records.get(actor, id, limit, cursor)
    return { items: rounds.items.map(presentRound), nextCursor: rounds.nextCursor, total, waiting }
  }

  private async present(actor: Actor, id: string, reply: FastifyReply): Promise<ShortlistDto> {
    const view = await this.shortlists.get(actor, id)
    void reply.header('ETag', etagOf(view.shortlist?.revision ?? 0))
    return presentShortlist(view)
  }
}
