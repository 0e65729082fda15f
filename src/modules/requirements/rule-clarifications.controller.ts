import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience, NeverByToken, Public } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses } from '../../web/openapi/documented.js'
import { PublicRead } from '../../web/public-read.interceptor.js'
import { CurrentActor, MaybeActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { AnswerRuleClarificationService } from './answer-rule-clarification.service.js'
import { AskRuleClarificationService } from './ask-rule-clarification.service.js'
import { GiveWaiverService } from './give-waiver.service.js'
import {
  AnsweredRuleClarificationDto,
  AnswerRuleClarificationDto,
  AskedRuleClarificationDto,
  AskRuleClarificationDto,
  OwnRuleClarificationPageDto,
  RuleClarificationPageDto,
  SeenRuleClarificationDto,
  SeenWaiverDto,
  WaitingRuleClarificationPageDto,
  WaitingWaiverPageDto,
  WaiverPageDto,
  WaiverProgressDto,
} from './rule-clarification.dto.js'
import { RuleClarificationsService } from './rule-clarifications.service.js'

/** What either side is refused that consents to a waiver. */
const OF_CONSENTS = [
  'waiver-not-yours',
  'fresh-sign-in-required',
  'interest-declared',
  'requirement-not-open',
  'deadline-passed',
  'rule-never-waived',
  'waiver-already-given',
  'already-consented',
] as const

@ApiTags('rule clarifications and waivers')
@Controller('api/v1')
export class RuleClarificationsController {
  constructor(
    private readonly ruleClarifications: RuleClarificationsService,
    private readonly asking: AskRuleClarificationService,
    private readonly answering: AnswerRuleClarificationService,
    private readonly waivers: GiveWaiverService,
  ) {}

  /** What suppliers said against rules, once it is answered or its time has run out: as public as the requirement. */
  @Get('requirements/:id/rule-clarifications')
  @Public()
  @PublicRead()
  list(
    @MaybeActor() actor: Actor | null,
    @Param('id', UuidParam) id: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<RuleClarificationPageDto> {
    return this.ruleClarifications.list(actor, id, limit, cursor)
  }

  /** Says that a rule does not fit the requirement, before the last moment for questions. Nobody learns who said so. */
  @Post('requirements/:id/rule-clarifications')
  @Audience('bid-writer')
  @Refuses('requirement-not-open', 'membership-not-active', 'clarification-deadline-passed', 'too-many-open-questions', 'rule-unknown')
  ask(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() unfit: AskRuleClarificationDto,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<AskedRuleClarificationDto> {
    return this.asking.ask(actor, id, unfit, repeat)
  }

  /** What the own organisation said, with what became of it. */
  @Get('requirements/:id/rule-clarifications/own')
  @Audience('bid-writer')
  listOwn(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<OwnRuleClarificationPageDto> {
    return this.ruleClarifications.listOwn(actor, id, limit, cursor)
  }

  /** What the officers have still to answer; first what runs out first. */
  @Get('rule-clarifications')
  @Audience('procurement-officer')
  @Refuses('rule-clarifications-not-yours')
  listWaiting(@CurrentActor() actor: Actor, @Query() { limit, cursor }: ListQuery): Promise<WaitingRuleClarificationPageDto> {
    return this.ruleClarifications.listWaiting(actor, limit, cursor)
  }

  /** One of them, whatever became of it. */
  @Get('rule-clarifications/:id')
  @Audience('procurement-officer')
  @Refuses('rule-clarifications-not-yours')
  get(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<SeenRuleClarificationDto> {
    return this.ruleClarifications.get(actor, id)
  }

  /** Takes the own organisation's rule clarification back while it waits. */
  @Post('rule-clarifications/:id/withdraw')
  @Audience('bid-writer')
  @HttpCode(204)
  @Refuses('rule-clarification-settled')
  withdraw(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @RepeatKey() repeat: Repeat | null): Promise<void> {
    return this.asking.withdraw(actor, id, repeat)
  }

  /** Answers to all; proposing a waiver is one of the answers. */
  @Post('rule-clarifications/:id/answer')
  @Audience('procurement-officer')
  @Refuses(
    'interest-declared',
    'requirement-not-open',
    'deadline-passed',
    'rule-clarification-answered',
    'rule-clarification-withdrawn',
    'answer-too-late',
    'rule-never-waived',
    'waiver-exists',
  )
  async answer(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() answer: AnswerRuleClarificationDto,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<AnsweredRuleClarificationDto> {
    return { waiverId: await this.answering.answer(actor, id, answer, repeat) }
  }

  /** The rules that do not count for this requirement, and those proposed not to: as public as the requirement. */
  @Get('requirements/:id/waivers')
  @Public()
  @PublicRead()
  listWaivers(
    @MaybeActor() actor: Actor | null,
    @Param('id', UuidParam) id: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<WaiverPageDto> {
    return this.ruleClarifications.listWaivers(actor, id, limit, cursor)
  }

  /** The waivers that wait for a consent, of all requirements; first what its deadline ends first. */
  @Get('waivers')
  @Audience('procurement-officer')
  @Refuses('rule-clarifications-not-yours')
  listWaitingWaivers(@CurrentActor() actor: Actor, @Query() { limit, cursor }: ListQuery): Promise<WaitingWaiverPageDto> {
    return this.ruleClarifications.listWaitingWaivers(actor, limit, cursor)
  }

  /** One waiver, whatever became of it. */
  @Get('waivers/:id')
  @Audience('procurement-officer')
  @Refuses('rule-clarifications-not-yours')
  getWaiver(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<SeenWaiverDto> {
    return this.ruleClarifications.getWaiver(actor, id)
  }

  /** Agrees to a waiver for the buyer. */
  @Post('waivers/:id/agree')
  @Audience('buyer-approver')
  @NeverByToken()
  @HttpCode(200)
  @Refuses(...OF_CONSENTS)
  agree(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @RepeatKey() repeat: Repeat | null): Promise<WaiverProgressDto> {
    return this.waivers.consent(actor, id, 'buyer', repeat)
  }

  /** Gives a waiver as one of the two officers it takes, one of them senior. */
  @Post('waivers/:id/give')
  @Audience('procurement-officer')
  @NeverByToken()
  @HttpCode(200)
  @Refuses(...OF_CONSENTS)
  give(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @RepeatKey() repeat: Repeat | null): Promise<WaiverProgressDto> {
    return this.waivers.consent(actor, id, 'officer', repeat)
  }
}
