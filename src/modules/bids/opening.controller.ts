import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience, NeverByToken } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { OpenedBidDto, OpenedBidPageDto, OpeningProgressDto } from './bid.dto.js'
import { OpenBidsService } from './open-bids.service.js'
import { OpenedBidsService } from './opened-bids.service.js'
import { OpenBidsInput, OpeningStandingDto } from './opening.dto.js'
import { OpeningStandingService } from './opening-standing.service.js'

@ApiTags('opening')
@Controller('api/v1/requirements/:id')
export class OpeningController {
  constructor(
    private readonly opening: OpenBidsService,
    private readonly opened: OpenedBidsService,
    private readonly standings: OpeningStandingService,
  ) {}

  /** How the opening stands: who has agreed, what was recorded, and what there is to do for whoever asks. */
  @Get('opening')
  @Audience('buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer', 'auditor')
  @Refuses('opening-not-yours')
  standing(@CurrentActor() actor: Actor, @Param('id', UuidParam) requirementId: string): Promise<OpeningStandingDto> {
    return this.standings.get(actor, requirementId)
  }

  /** Agrees to open the bids; the second of two different people opens them all. */
  @Post('open-bids')
  @Audience('buyer-approver', 'procurement-officer')
  @NeverByToken()
  @HttpCode(200)
  @Refuses(
    'requirement-not-open',
    'opening-not-yours',
    'fresh-sign-in-required',
    'interests-not-declared',
    'interest-declared',
    'deadline-not-passed',
    'bids-already-opened',
    'opening-already-agreed',
    'opening-side-taken',
    'opening-key-refused',
    'bid-not-verified',
    'passphrase-needed',
    'passphrase-wrong',
    'opening-key-missing',
    'no-key-share',
    'no-key-holder',
    'key-share-not-passed',
    'sign-in-slowed',
  )
  open(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) requirementId: string,
    @Body() { passphrase }: OpenBidsInput,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<OpeningProgressDto> {
    return this.opening.open(actor, requirementId, repeat, passphrase ?? null)
  }

  /** The opened bids; sealed until two people opened them. */
  @Get('bids')
  @Audience('buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer', 'auditor')
  @Refuses('bids-not-yours', 'bids-sealed', 'interests-not-declared', 'interest-declared')
  list(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) requirementId: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<OpenedBidPageDto> {
    return this.opened.list(actor, requirementId, limit, cursor)
  }

  /** The quality envelope of one opened bid. */
  @Get('bids/:bidId')
  @Audience('buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer', 'auditor')
  @Refuses('bids-not-yours', 'bids-sealed', 'interests-not-declared', 'interest-declared')
  get(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) requirementId: string,
    @Param('bidId', UuidParam) bidId: string,
  ): Promise<OpenedBidDto> {
    return this.opened.get(actor, requirementId, bidId)
  }
}
