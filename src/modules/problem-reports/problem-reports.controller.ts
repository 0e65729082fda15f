import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { ProblemReportPageDto, ReportedDto, ReportProblemDto } from './problem-report.dto.js'
import { ProblemReportsService } from './problem-reports.service.js'

@ApiTags('problem reports')
@Controller('api/v1')
export class ProblemReportsController {
  constructor(private readonly reports: ProblemReportsService) {}

  /** Reports a problem on the way to a bid, stamped by the database clock; the officers are told of the requirement, not of the bid. */
  @Post('bids/:id/problem-reports')
  @Audience('bid-writer')
  @Refuses('too-many-problem-reports')
  reportForBid(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() problem: ReportProblemDto,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<ReportedDto> {
    return this.reports.reportForBid(actor, id, problem, repeat)
  }

  /** The same where there is no bid to name, after the deadline as well. */
  @Post('requirements/:id/problem-reports')
  @Audience('bid-writer')
  @Refuses('too-many-problem-reports')
  reportForRequirement(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() problem: ReportProblemDto,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<ReportedDto> {
    return this.reports.reportForRequirement(actor, id, problem, repeat)
  }

  /** What suppliers reported, newest first. */
  @Get('problem-reports')
  @Audience('procurement-officer')
  @Refuses('problem-reports-not-yours')
  list(@CurrentActor() actor: Actor, @Query() { limit, cursor }: ListQuery): Promise<ProblemReportPageDto> {
    return this.reports.list(actor, limit, cursor)
  }
}
