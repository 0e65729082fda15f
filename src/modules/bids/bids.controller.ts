import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common'
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience, NeverLimitedForSignedIn } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { NeverShed } from '../../web/load-shedding.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { CurrentActor, etagOf, IfMatch, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { VersionParam } from '../../web/version-param.js'
import { BidChangeDto, BidDto, BidPageDto, ReceiptDto } from './bid.dto.js'
import { BidDraftsService, type WorkingCopy } from './bid-drafts.service.js'
import { receiptToKeep } from './bid-queries.js'
import { SubmitBidService } from './submit-bid.service.js'
import { WithdrawBidService } from './withdraw-bid.service.js'

@ApiTags('bids')
@Controller('api/v1')
export class BidsController {
  constructor(
    private readonly drafts: BidDraftsService,
    private readonly submission: SubmitBidService,
    private readonly withdrawal: WithdrawBidService,
  ) {}

  /** Starts the supplier's one bid on a requirement: as a member of one of its categories and, under the PCR 2015, as one that was invited. */
  @Post('requirements/:id/bids')
  @Audience('bid-writer')
  @Refuses('bid-exists', 'requirement-not-open', 'membership-not-active', 'deadline-passed', 'not-invited')
  @Sends('ETag', 'Location')
  async start(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) requirementId: string,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BidDto> {
    const id = await this.drafts.start(actor, requirementId, repeat)
    void reply.header('Location', `/api/v1/bids/${id}`)
    return present(await this.drafts.get(actor, id), reply)
  }

  /** The acting supplier's bids, newest first. */
  @Get('bids')
  @Audience('bid-writer')
  list(@CurrentActor() actor: Actor, @Query() { limit, cursor }: ListQuery): Promise<BidPageDto> {
    return this.drafts.list(actor, limit, cursor)
  }

  /** The working copy. */
  @Get('bids/:id')
  @Audience('bid-writer')
  @Sends('ETag')
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BidDto> {
    return present(await this.drafts.get(actor, id), reply)
  }

  /** Changes the working copy; null deletes a member. */
  @Patch('bids/:id')
  @Audience('bid-writer')
  @Refuses('requirement-not-open', 'deadline-passed', 'bid-not-writable')
  @Sends('ETag')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() change: BidChangeDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BidDto> {
    return present(await this.drafts.change(actor, id, revision, change), reply)
  }

  /** Submits the working copy: 201 with a new receipt, or 200 with the last one when nothing changed. */
  @Post('bids/:id/submit')
  @Audience('supplier-admin')
  @NeverLimitedForSignedIn()
  @NeverShed()
  @ApiCreatedResponse({ type: ReceiptDto, description: 'A new version: its receipt' })
  @ApiOkResponse({ type: ReceiptDto, description: 'Nothing changed since the last version: its receipt' })
  @Refuses(
    'fresh-sign-in-required',
    'requirement-not-open',
    'deadline-passed',
    'bid-not-writable',
    'membership-not-active',
    'bid-incomplete',
    'ethics-check-failed',
    'warnings-not-acknowledged',
    'guideline-pack-changed',
  )
  @Sends('Location')
  async submit(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReceiptDto> {
    const { version, fresh, made } = await this.submission.submit(actor, id, repeat)
    void reply.code(fresh ? 201 : 200).header('Location', `/api/v1/bids/${id}/receipts/${version}`)
    return receiptToKeep(made ?? (await this.drafts.receipt(actor, id, version)))
  }

  /** Takes a submitted bid back before the deadline: its versions stay on record, uncounted, and a new bid may be started. */
  @Post('bids/:id/withdraw')
  @Audience('supplier-admin')
  @NeverLimitedForSignedIn()
  @NeverShed()
  @HttpCode(200)
  @Refuses('fresh-sign-in-required', 'requirement-not-open', 'deadline-passed', 'nothing-to-withdraw', 'bid-withdrawn')
  @Sends('ETag')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BidDto> {
    await this.withdrawal.withdraw(actor, id, repeat)
    return present(await this.drafts.get(actor, id), reply)
  }

  /** The receipt of a version, with salt and content hash of its commitment. */
  @Get('bids/:id/receipts/:version')
  @Audience('bid-writer')
  @HttpCode(200)
  async receipt(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('version', VersionParam) version: number,
  ): Promise<ReceiptDto> {
    return receiptToKeep(await this.drafts.receipt(actor, id, version))
  }
}

function present({ revision, ...bid }: WorkingCopy, reply: FastifyReply): BidDto {
  void reply.header('ETag', etagOf(revision))
  return bid
}
