import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience, Public } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses } from '../../web/openapi/documented.js'
import { PublicRead } from '../../web/public-read.interceptor.js'
import { CurrentActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { AnswerInvitationService } from './answer-invitation.service.js'
import { DECLINE_REASONS } from './domain/decline-reasons.js'
import { DeclineDto, DeclineReasonListDto, InvitationDto, InvitationPageDto } from './invitation.dto.js'

@ApiTags('invitations')
@Controller('api/v1')
export class InvitationsController {
  constructor(private readonly invitations: AnswerInvitationService) {}

  /** The reasons for which an invited supplier may say that it will not bid. */
  @Get('decline-reasons')
  @Public()
  @PublicRead()
  reasons(): DeclineReasonListDto {
    return { items: [...DECLINE_REASONS] }
  }

  /** What the own organisation was invited to, the newest first. An invitation is listed a moment after it was made. */
  @Get('invitations')
  @Audience('bid-writer')
  list(@CurrentActor() actor: Actor, @Query() { limit, cursor }: ListQuery): Promise<InvitationPageDto> {
    return this.invitations.list(actor, limit, cursor)
  }

  /** The own organisation's invitation, with what it answered last. */
  @Get('requirements/:id/invitation')
  @Audience('bid-writer')
  get(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<InvitationDto> {
    return this.invitations.get(actor, id)
  }

  /** Says that the organisation intends to bid. Nobody else learns it before the opening. */
  @Post('requirements/:id/invitation/intend')
  @Audience('bid-writer')
  @HttpCode(200)
  @Refuses('requirement-not-open', 'membership-not-active', 'deadline-passed')
  async intend(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<InvitationDto> {
    await this.invitations.answer(actor, id, { state: 'intending' }, repeat)
    return this.invitations.get(actor, id)
  }

  /** Says that the organisation will not bid, and why. Until the deadline it may think again. */
  @Post('requirements/:id/invitation/decline')
  @Audience('bid-writer')
  @HttpCode(200)
  @Refuses('requirement-not-open', 'deadline-passed')
  async decline(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { reason, words = null }: DeclineDto,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<InvitationDto> {
    await this.invitations.answer(actor, id, { state: 'declined', reason, words }, repeat)
    return this.invitations.get(actor, id)
  }
}
