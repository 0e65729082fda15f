import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience, NeverByToken } from '../../web/audience.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { CurrentActor, etagOf, IfMatch, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { MembershipRecordDto } from './membership.dto.js'
import { MembershipsService } from './memberships.service.js'
import { presentMembership } from './present-membership.js'
import { RemovalService } from './removal.service.js'
import { ReasonInput, RemovalInput, RemovalNoticeInput, SuspensionInput, TakeBackInput } from './standing.dto.js'
import { StandingService } from './standing.service.js'

/** How officers decide about members: each with a fresh sign-in, after a declaration of interests, and as they read it. */
@ApiTags('memberships')
@Controller('api/v1/memberships/:id')
@NeverByToken()
@Refuses('standing-not-yours', 'interests-not-declared', 'interest-declared', 'fresh-sign-in-required')
@Sends('ETag')
export class DecideStandingController {
  constructor(
    private readonly memberships: MembershipsService,
    private readonly standing: StandingService,
    private readonly removals: RemovalService,
  ) {}

  /** Suspends: the member matches nothing new and submits nothing until it is lifted. Contracts go on. */
  @Post('suspend')
  @Audience('procurement-officer')
  @HttpCode(200)
  @Refuses('membership-state', 'ground-unknown')
  async suspend(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() { ground, reason }: SuspensionInput,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MembershipRecordDto> {
    await this.standing.suspend(actor, id, revision, ground, reason, repeat)
    return this.present(actor, id, reply)
  }

  /** Lifts a suspension. */
  @Post('lift')
  @Audience('procurement-officer')
  @HttpCode(200)
  @Refuses('membership-state')
  async lift(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() { reason }: ReasonInput,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MembershipRecordDto> {
    await this.standing.lift(actor, id, revision, reason, repeat)
    return this.present(actor, id, reply)
  }

  /** Gives notice of a removal: its ground, the evidence, and by when the supplier may reply. */
  @Post('removal')
  @Audience('procurement-officer')
  @HttpCode(200)
  @Refuses('membership-state', 'ground-unknown', 'reply-day-unfit', 'removal-under-way')
  async giveNotice(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() notice: RemovalNoticeInput,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MembershipRecordDto> {
    await this.removals.giveNotice(actor, id, revision, notice, repeat)
    return this.present(actor, id, reply)
  }

  /** Takes a notice back: one that is a duty as a senior officer who did not give it, and who finds that the supplier is not excluded. */
  @Post('removal/take-back')
  @Audience('procurement-officer')
  @HttpCode(200)
  @Refuses('no-removal-under-way', 'second-person-needed', 'excluded-must-go')
  async takeBack(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() { reason, isNotExcluded }: TakeBackInput,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MembershipRecordDto> {
    await this.removals.takeBack(actor, id, revision, reason, isNotExcluded === true, repeat)
    return this.present(actor, id, reply)
  }

  /** Removes, as a senior officer who did not give the notice, after the reply or the day by which none came. */
  @Post('removal/confirm')
  @Audience('senior-officer')
  @HttpCode(200)
  @Refuses('membership-state', 'no-removal-under-way', 'second-person-needed', 'reply-still-due', 'findings-missing')
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() { reason, applies, likelyToRecur }: RemovalInput,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MembershipRecordDto> {
    const findings = { reason, applies: applies === true, likelyToRecur: likelyToRecur === true }
    await this.removals.confirm(actor, id, revision, findings, repeat)
    return this.present(actor, id, reply)
  }

  private async present(actor: Actor, id: string, reply: FastifyReply): Promise<MembershipRecordDto> {
    const membership = await this.memberships.get(actor, id)
    void reply.header('ETag', etagOf(membership.revision))
    return presentMembership(membership)
  }
}
