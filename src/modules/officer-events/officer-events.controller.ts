import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience, NeverByToken } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import {
  AcknowledgeEventDto,
  OfficerEventDto,
  OfficerEventPageDto,
  OfficerEventQuery,
  RefusedAttemptPageDto,
  WaitingEventsDto,
} from './officer-event.dto.js'
import { OfficerEventsService } from './officer-events.service.js'
import { RefusedAttemptsService } from './refused-attempts.service.js'

@ApiTags('officer events')
@Controller('api/v1')
export class OfficerEventsController {
  constructor(
    private readonly events: OfficerEventsService,
    private readonly attempts: RefusedAttemptsService,
  ) {}

  /** What an officer must see: failed openings, refused late bids, tampering, and what is overdue; the latest first. */
  @Get('officer-events')
  @Audience('procurement-officer', 'auditor')
  @Refuses('officer-events-not-yours')
  list(@CurrentActor() actor: Actor, @Query() { kind, acknowledged, limit, cursor }: OfficerEventQuery): Promise<OfficerEventPageDto> {
    const filter = { kind, acknowledged: acknowledged === undefined ? undefined : acknowledged === 'true' }
    return this.events.list(actor, filter, limit, cursor)
  }

  /** How many of each kind nobody has acknowledged. */
  @Get('officer-events/counts')
  @Audience('procurement-officer', 'auditor')
  @Refuses('officer-events-not-yours')
  async count(@CurrentActor() actor: Actor): Promise<WaitingEventsDto> {
    return { items: await this.events.count(actor) }
  }

  /** One of these, with what was done about it. */
  @Get('officer-events/:id')
  @Audience('procurement-officer', 'auditor')
  @Refuses('officer-events-not-yours')
  get(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<OfficerEventDto> {
    return this.events.get(actor, id)
  }

  /** Says that it was seen, and what was done about it: once, by one officer. */
  @Post('officer-events/:id/acknowledge')
  @Audience('procurement-officer')
  @NeverByToken()
  @HttpCode(200)
  @Refuses('officer-events-not-yours', 'officer-event-acknowledged')
  async acknowledge(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { note }: AcknowledgeEventDto,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<OfficerEventDto> {
    await this.events.acknowledge(actor, id, note, repeat)
    return this.events.get(actor, id)
  }

  /** What was tried with requirements and refused, the latest first; nothing of bids, questions and invitations of suppliers. */
  @Get('refused-attempts')
  @Audience('procurement-officer', 'auditor')
  @Refuses('officer-events-not-yours')
  listRefused(@CurrentActor() actor: Actor, @Query() { limit, cursor }: ListQuery): Promise<RefusedAttemptPageDto> {
    return this.attempts.list(actor, limit, cursor)
  }
}
