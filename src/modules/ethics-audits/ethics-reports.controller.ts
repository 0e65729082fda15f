import { Controller, Get, Param, Res } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { BidReportDto, CompetitionReportDto } from './ethics-report.dto.js'
import { EthicsReportsService } from './ethics-reports.service.js'

@ApiTags('ethics reports')
@Controller('api/v1')
export class EthicsReportsController {
  constructor(private readonly reports: EthicsReportsService) {}

  /** What came of the audit of one bid, signed like a receipt; the same bytes each time. */
  @Get('ethics-audits/:id/report')
  @Audience('buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer', 'auditor')
  @ApiOkResponse({ type: BidReportDto })
  @Refuses('bids-not-yours', 'interests-not-declared', 'interest-declared', 'audit-not-signed-off')
  async ofAudit(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return asStored(await this.reports.ofAudit(actor, id), reply)
  }

  /** What came of the audits of all bids of a competition, once every one is signed off; the same bytes each time. */
  @Get('requirements/:id/ethics-report')
  @Audience('buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer', 'auditor')
  @ApiOkResponse({ type: CompetitionReportDto })
  @Refuses('bids-not-yours', 'interests-not-declared', 'interest-declared', 'bids-sealed', 'ethics-report-not-ready')
  async ofRequirement(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return asStored(await this.reports.ofRequirement(actor, id), reply)
  }
}

function asStored(bytes: Buffer, reply: FastifyReply): string {
  void reply.type('application/json; charset=utf-8')
  return bytes.toString('utf8')
}
