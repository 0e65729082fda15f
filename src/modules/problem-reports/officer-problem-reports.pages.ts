import { Controller, Get, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Page } from '../../web/pages/page.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { problemReportsView } from './problem-report-views.js'
import { ProblemReportsService } from './problem-reports.service.js'

/** What suppliers reported, for officers: it may be why bidders need more time. */
@Controller('officer/problem-reports')
@Audience('procurement-officer')
export class OfficerProblemReportsPages {
  constructor(private readonly reports: ProblemReportsService) {}

  @Get()
  @Page('problem-reports/views/reports.njk', 'none', 'some', 'more than a page')
  async list(@CurrentActor() actor: Actor, @Query('after') after: unknown): Promise<object> {
    return problemReportsView(await this.reports.list(actor, ON_A_PAGE, cursorOf(after)))
  }
}
