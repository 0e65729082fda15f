import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import type { VerdictInput } from './domain/verdict.js'
import { AuditPageDto, EthicsAuditDto, VerdictInputDto } from './ethics-audit.dto.js'
import { EthicsAuditsService } from './ethics-audits.service.js'

@ApiTags('ethics audits')
@Controller('api/v1/ethics-audits')
export class EthicsAuditsController {
  constructor(private readonly audits: EthicsAuditsService) {}

  /** The officers' queue, oldest first. */
  @Get()
  @Audience('procurement-officer', 'auditor')
  @Refuses('audit-not-yours')
  list(@CurrentActor() actor: Actor, @Query() { limit, cursor }: ListQuery): Promise<AuditPageDto> {
    return this.audits.list(actor, limit, cursor)
  }

  /** One audit: answers, check report, verdicts so far. */
  @Get(':id')
  @Audience('procurement-officer', 'auditor')
  @Refuses('audit-not-yours', 'interests-not-declared', 'interest-declared')
  get(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<EthicsAuditDto> {
    return this.audits.get(actor, id)
  }

  /** Gives the verdict on one answer; answers the audit as it then stands. */
  @Post(':id/verdicts')
  @Audience('procurement-officer')
  @Refuses('audit-not-yours', 'interests-not-declared', 'interest-declared', 'verdict-unfounded', 'verdict-given')
  async giveVerdict(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() verdict: VerdictInputDto,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<EthicsAuditDto> {
    await this.audits.giveVerdict(actor, id, verdictOf(verdict), repeat)
    return this.audits.get(actor, id)
  }
}

const verdictOf = ({ questionId, finding, reason = '', clause = '' }: VerdictInputDto): VerdictInput => ({
  questionId,
  finding,
  reason,
  clause: clause === '' ? null : clause,
})
