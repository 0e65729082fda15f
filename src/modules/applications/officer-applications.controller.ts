import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { CurrentActor, etagOf, IfMatch, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { ApplicationFileDto, DecisionRecordDto } from './application-file.dto.js'
import { DecideWorkService } from './decide-work.service.js'
import {
  AskInput,
  OfficerApplicationsQuery,
  QueueCountsDto,
  QueueCountsQuery,
  QueuedApplicationPageDto,
  queueFilterOf,
  OfficerReasonInput,
} from './officer-application.dto.js'
import { OfficerApplicationsService } from './officer-applications.service.js'
import { presentFile, presentRecord } from './present-application-file.js'

/** Applications as officers work on them. */
@ApiTags('decisions on applications')
@Controller('api/v1/officer/applications')
@Refuses('applications-not-yours')
export class OfficerApplicationsController {
  constructor(
    private readonly applications: OfficerApplicationsService,
    private readonly work: DecideWorkService,
  ) {}

  /** What waits for a decision, what is due first standing first; nothing of suppliers in which the reader has an interest. */
  @Get()
  @Audience('procurement-officer', 'auditor')
  list(@CurrentActor() actor: Actor, @Query() query: OfficerApplicationsQuery): Promise<QueuedApplicationPageDto> {
    return this.applications.list(actor, queueFilterOf(query), query.limit, query.cursor)
  }

  /** How many wait for a decision, and how many of them are yours, nobody's, with the supplier, or overdue. */
  @Get('counts')
  @Audience('procurement-officer', 'auditor')
  count(@CurrentActor() actor: Actor, @Query() query: QueueCountsQuery): Promise<QueueCountsDto> {
    return this.applications.count(actor, queueFilterOf(query))
  }

  /** All that there is to decide by, and what keeps it from being admitted; only after declaring interests in the supplier. */
  @Get(':id')
  @Audience('procurement-officer', 'auditor')
  @Refuses('interests-not-declared', 'interest-declared')
  @Sends('ETag')
  get(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationFileDto> {
    return this.present(actor, id, reply)
  }

  /** What was given, found, asked and decided, by whom and when, with every hash and every line of the log: the decision is defended from it. */
  @Get(':id/record')
  @Audience('procurement-officer', 'auditor')
  @Refuses('interests-not-declared', 'interest-declared')
  async record(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<DecisionRecordDto> {
    return presentRecord(await this.applications.record(actor, id))
  }

  /** Takes an application that nobody works on; of two officers the first has it. */
  @Post(':id/claim')
  @Audience('procurement-officer')
  @HttpCode(200)
  @Refuses('interests-not-declared', 'interest-declared', 'application-claimed', 'application-state')
  @Sends('ETag')
  async claim(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationFileDto> {
    await this.work.claim(actor, id, repeat)
    return this.present(actor, id, reply)
  }

  /** Goes on with what another officer claimed and cannot finish. What they found stays. */
  @Post(':id/take-over')
  @Audience('procurement-officer')
  @HttpCode(200)
  @Refuses('interests-not-declared', 'interest-declared', 'application-claimed', 'application-state')
  @Sends('ETag')
  async takeOver(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() { reason }: OfficerReasonInput,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationFileDto> {
    await this.work.takeOver(actor, id, revision, reason, repeat)
    return this.present(actor, id, reply)
  }

  /** Asks the supplier, who replies by the day that is named; the time for the decision runs on. */
  @Post(':id/ask')
  @Audience('procurement-officer')
  @HttpCode(200)
  @Refuses('interests-not-declared', 'interest-declared', 'application-claimed', 'application-state', 'question-unknown', 'reply-day-unfit')
  @Sends('ETag')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() { text, question = null, replyBy }: AskInput,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationFileDto> {
    await this.work.ask(actor, id, revision, { text, question, replyBy }, repeat)
    return this.present(actor, id, reply)
  }

  /** Goes on without a reply, once the day to reply by is over. */
  @Post(':id/resume')
  @Audience('procurement-officer')
  @HttpCode(200)
  @Refuses('interests-not-declared', 'interest-declared', 'application-claimed', 'application-state', 'reply-awaited')
  @Sends('ETag')
  async resume(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationFileDto> {
    await this.work.resume(actor, id, revision, repeat)
    return this.present(actor, id, reply)
  }

  private async present(actor: Actor, id: string, reply: FastifyReply): Promise<ApplicationFileDto> {
    const file = await this.applications.get(actor, id)
    void reply.header('ETag', etagOf(file.application.revision))
    return presentFile(file)
  }
}
