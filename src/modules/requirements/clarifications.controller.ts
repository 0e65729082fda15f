import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience, Public } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses } from '../../web/openapi/documented.js'
import { PublicRead } from '../../web/public-read.interceptor.js'
import { CurrentActor, MaybeActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { AnswerClarificationService } from './answer-clarification.service.js'
import { AskClarificationService } from './ask-clarification.service.js'
import {
  AnswerClarificationDto,
  AnsweredClarificationDto,
  AskClarificationDto,
  AskedClarificationDto,
  ClarificationPageDto,
  OwnClarificationPageDto,
  RefuseClarificationDto,
  WaitingClarificationPageDto,
} from './clarification.dto.js'
import { ClarificationsService } from './clarifications.service.js'

@ApiTags('clarifications')
@Controller('api/v1')
export class ClarificationsController {
  constructor(
    private readonly clarifications: ClarificationsService,
    private readonly asking: AskClarificationService,
    private readonly answering: AnswerClarificationService,
  ) {}

  /** The questions that were answered, to all alike, first to last: as public as the requirement. */
  @Get('requirements/:id/clarifications')
  @Public()
  @PublicRead()
  list(
    @MaybeActor() actor: Actor | null,
    @Param('id', UuidParam) id: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<ClarificationPageDto> {
    return this.clarifications.list(actor, id, limit, cursor)
  }

  /** Asks the buyer something, before the last moment for questions. Nobody learns who asked. */
  @Post('requirements/:id/clarifications')
  @Audience('bid-writer')
  @Refuses('requirement-not-open', 'membership-not-active', 'clarification-deadline-passed', 'too-many-open-questions')
  ask(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { question }: AskClarificationDto,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<AskedClarificationDto> {
    return this.asking.ask(actor, id, question, repeat)
  }

  /** What the own organisation asked, with what became of it. */
  @Get('requirements/:id/clarifications/own')
  @Audience('bid-writer')
  listOwn(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<OwnClarificationPageDto> {
    return this.clarifications.listOwn(actor, id, limit, cursor)
  }

  /** What the buyer has still to answer, in no order that would tell who asked. */
  @Get('requirements/:id/clarifications/waiting')
  @Audience('buyer-author')
  @Refuses('not-the-buyer')
  listWaiting(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<WaitingClarificationPageDto> {
    return this.clarifications.listWaiting(actor, id, limit, cursor)
  }

  /** Answers a question to all. */
  @Post('clarifications/:id/answer')
  @Audience('buyer-author')
  @Refuses('requirement-not-open', 'deadline-passed', 'clarification-state', 'answer-needs-more-time')
  answer(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() answer: AnswerClarificationDto,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<AnsweredClarificationDto> {
    return this.answering.answer(actor, id, answer, repeat)
  }

  /** Gives no answer, for a reason that only the asker is told: what it asks for is confidential, or it was answered before. */
  @Post('clarifications/:id/refuse')
  @Audience('buyer-author')
  @HttpCode(204)
  @Refuses('requirement-not-open', 'deadline-passed', 'clarification-state')
  refuse(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { reason }: RefuseClarificationDto,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<void> {
    return this.answering.refuse(actor, id, reason, repeat)
  }

  /** Takes the own organisation's question back while it waits. */
  @Post('clarifications/:id/withdraw')
  @Audience('bid-writer')
  @HttpCode(204)
  @Refuses('clarification-state')
  withdraw(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @RepeatKey() repeat: Repeat | null): Promise<void> {
    return this.asking.withdraw(actor, id, repeat)
  }
}
