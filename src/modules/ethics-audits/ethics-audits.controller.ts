import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import { parseInstant } from '../../shared/domain/instant.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { CurrentActor, etagOf, IfMatch, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import type { AuditFilter } from './audit-queue.js'
import type { VerdictInput } from './domain/verdict.js'
import { AuditListQuery } from './audit-list-query.dto.js'
import { AuditPageDto, EthicsAuditDto, SignOffInputDto, VerdictInputDto } from './ethics-audit.dto.js'
import { EthicsAuditsService } from './ethics-audits.service.js'
import { GiveVerdictService } from './give-verdict.service.js'
import { SignOffAuditService } from './sign-off-audit.service.js'

@ApiTags('ethics audits')
@Controller('api/v1/ethics-audits')
export class EthicsAuditsController {
  constructor(
    private readonly audits: EthicsAuditsService,
    private readonly verdicts: GiveVerdictService,
    private readonly signOffs: SignOffAuditService,
  ) {}

  /** The officers' queue; nothing of what bids say, and nothing of competitions in which the reader has an interest. */
  @Get()
  @Audience('procurement-officer', 'auditor')
  @Refuses('audit-not-yours')
  list(@CurrentActor() actor: Actor, @Query() query: AuditListQuery): Promise<AuditPageDto> {
    return this.audits.list(actor, filterOf(query), query.limit, query.cursor)
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

  /** Signs the audit off with a decision on each referral; at high tier a senior officer who is another person confirms it. */
  @Post(':id/sign-off')
  @Audience('procurement-officer')
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

const filterOf = ({ state, tier, requirement, referred, contradictory, overdue, createdBefore, sort }: AuditListQuery): AuditFilter => ({
  state,
  tier,
  requirementId: requirement?.toLowerCase(),
  referred: isTrue(referred),
  contradictory: isTrue(contradictory),
  overdue: isTrue(overdue),
  createdBefore: createdBefore === undefined ? undefined : (parseInstant(createdBefore) ?? undefined),
  sort,
})

const isTrue = (word: 'true' | 'false' | undefined): boolean | undefined => (word === undefined ? undefined : word === 'true')
