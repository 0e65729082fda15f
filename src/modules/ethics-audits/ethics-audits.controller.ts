import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience, NeverByToken } from '../../web/audience.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { CurrentActor, etagOf, IfMatch, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import type { VerdictInput } from './domain/verdict.js'
import { AuditCountsQuery, AuditListQuery, filterOf } from './audit-list-query.dto.js'
import { AuditCountsDto, AuditPageDto, EthicsAuditDto, SignOffInputDto, VerdictInputDto } from './ethics-audit.dto.js'
import { OtherAnswerPageDto } from './other-answer.dto.js'
import { OtherAnswersService } from './other-answers.service.js'
import { UndoVerdictService } from './undo-verdict.service.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { QuestionParam } from '../../web/question-param.js'
import { EthicsAuditsService } from './ethics-audits.service.js'
import { GiveVerdictService } from './give-verdict.service.js'
import { SignOffAuditService } from './sign-off-audit.service.js'

@ApiTags('ethics audits')
@Controller('api/v1/ethics-audits')
export class EthicsAuditsController {
  constructor(
    private readonly audits: EthicsAuditsService,
    private readonly verdicts: GiveVerdictService,
    private readonly undoing: UndoVerdictService,
    private readonly signOffs: SignOffAuditService,
    private readonly others: OtherAnswersService,
  ) {}

  /** The officers' queue; nothing of what bids say, and nothing of competitions in which the reader has an interest. */
  @Get()
  @Audience('procurement-officer', 'auditor')
  @Refuses('audit-not-yours')
  list(@CurrentActor() actor: Actor, @Query() query: AuditListQuery): Promise<AuditPageDto> {
    return this.audits.list(actor, filterOf(query), query.limit, query.cursor)
  }

  /** How many audits that are not signed off each choice of a filter would show, with everything else as asked for. */
  @Get('counts')
  @Audience('procurement-officer', 'auditor')
  @Refuses('audit-not-yours')
  async count(@CurrentActor() actor: Actor, @Query() query: AuditCountsQuery): Promise<AuditCountsDto> {
    return { counts: await this.audits.count(actor, filterOf(query)) }
  }

  /** One audit, answer by answer: claim, evidence, rules in words, clauses, verdicts and threads; only after declaring interests. */
  @Get(':id')
  @Audience('procurement-officer', 'auditor')
  @Refuses('audit-not-yours', 'interests-not-declared', 'interest-declared')
  @Sends('ETag')
  get(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EthicsAuditDto> {
    return this.present(actor, id, reply)
  }

  /** Gives the verdict on one answer, which a later one may replace until sign-off; answers the audit as it then stands. */
  @Post(':id/verdicts')
  @Audience('procurement-officer')
  @NeverByToken()
  @Refuses('audit-not-yours', 'interests-not-declared', 'interest-declared', 'audit-signed-off', 'verdict-unfounded')
  @Sends('ETag')
  async giveVerdict(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() verdict: VerdictInputDto,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EthicsAuditDto> {
    await this.verdicts.give(actor, id, revision, verdictOf(verdict), repeat)
    return this.present(actor, id, reply)
  }

  /** Undoes the verdict that counts on an answer, so that the one before it counts again, or none; both stay on record. */
  @Post(':id/verdicts/:verdictId/undo')
  @Audience('procurement-officer')
  @NeverByToken()
  @HttpCode(200)
  @Refuses('audit-not-yours', 'interests-not-declared', 'interest-declared', 'audit-signed-off', 'verdict-counts-no-more')
  @Sends('ETag')
  async undoVerdict(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('verdictId', UuidParam) verdictId: string,
    @IfMatch() revision: number,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EthicsAuditDto> {
    await this.undoing.undo(actor, id, { verdictId }, revision, repeat)
    return this.present(actor, id, reply)
  }

  /** What the other opened bids of the same competition answer to one question, with the verdict on each. */
  @Get(':id/answers/:question/others')
  @Audience('procurement-officer', 'auditor')
  @Refuses('audit-not-yours', 'interests-not-declared', 'interest-declared')
  listOthers(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('question', QuestionParam) question: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<OtherAnswerPageDto> {
    return this.others.list(actor, id, question, limit, cursor)
  }

  /** Signs the audit off with a decision on each referral; at high tier a senior officer who is another person confirms it. */
  @Post(':id/sign-off')
  @Audience('procurement-officer')
  @NeverByToken()
  @HttpCode(200)
  @Refuses(
    'audit-not-yours',
    'interests-not-declared',
    'interest-declared',
    'fresh-sign-in-required',
    'second-officer-needed',
    'audit-signed-off',
    'referrals-decided',
    'audit-not-complete',
    'referrals-undecided',
  )
  @Sends('ETag')
  async signOff(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() { referrals = [] }: SignOffInputDto,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EthicsAuditDto> {
    await this.signOffs.signOff(actor, id, revision, referrals, repeat)
    return this.present(actor, id, reply)
  }

  private async present(actor: Actor, id: string, reply: FastifyReply): Promise<EthicsAuditDto> {
    const { revision, ...audit } = await this.audits.get(actor, id)
    void reply.header('ETag', etagOf(revision))
    return audit
  }
}

const verdictOf = ({ questionId, finding, reason = '', clause = '', checked = '' }: VerdictInputDto): VerdictInput => ({
  questionId,
  finding,
  reason,
  clause: clause === '' ? null : clause,
  checked: checked === '' ? null : checked,
})
