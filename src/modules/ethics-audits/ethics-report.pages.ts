import { Controller, Get, Param } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Downloads, Page } from '../../web/pages/page.js'
import { Download, type PageAnswer } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { auditHref, competitionReportHref } from './audit-addresses.js'
import { declaredFirst } from './declared-first-views.js'
import type { BidReport, CompetitionReport } from './domain/audit-report.js'
import { bidReportView, competitionReportView, dutiesOf } from './ethics-report-views.js'
import { EthicsReportsService } from './ethics-reports.service.js'

const JSON_TYPE = 'application/json; charset=utf-8'

/** The signed reports, for officers and for the buyer's people. */
@Controller('officer')
@Audience('buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer', 'auditor')
export class EthicsReportPages {
  constructor(
    private readonly reports: EthicsReportsService,
    private readonly guidelines: GuidelinesService,
  ) {}

  @Get('requirements/:id/report')
  @Page('ethics-audits/views/competition-report.njk', 'not ready', 'accepted and not', 'for the buyer')
  competition(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PageAnswer> {
    return declaredFirst(
      async () => {
        const named = await this.reports.competition(actor, id)
        return competitionReportView(named, this.dutiesIn(named.report))
      },
      () => Promise.resolve(id),
      competitionReportHref(id),
    )
  }

  /** The same bytes as the API gives. */
  @Get('requirements/:id/report.json')
  @Downloads()
  async competitionFile(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<Download> {
    const report = await this.reports.ofRequirement(actor, id)
    return new Download(`ethics-report-${id}.json`, JSON_TYPE, report.toString('utf8'))
  }

  @Get('audits/:id/report')
  @Page('ethics-audits/views/bid-report.njk', 'not signed off', 'accepted', 'not accepted', 'for the buyer')
  bid(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PageAnswer> {
    return declaredFirst(
      async () => {
        const named = await this.reports.bid(actor, id)
        return bidReportView(named, id, this.dutiesIn(named.report), this.questionsIn(named.report))
      },
      async () => this.reports.requirementOf(actor, id),
      `${auditHref(id)}/report`,
    )
  }

  @Get('audits/:id/report.json')
  @Downloads()
  async bidFile(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<Download> {
    const report = await this.reports.ofAudit(actor, id)
    return new Download(`ethics-audit-report-${id}.json`, JSON_TYPE, report.toString('utf8'))
  }

  private dutiesIn(report: BidReport | CompetitionReport | null): ReadonlyMap<string, string> {
    return dutiesOf(report === null ? [] : this.guidelines.published.edition(report.guideline, report.edition).clauses)
  }

  private questionsIn(report: BidReport | null): ReadonlyMap<string, string> {
    const sections = report === null ? [] : this.guidelines.questionnaire(report.questionnaire).sections
    return new Map(sections.flatMap(({ questions }) => questions.map(({ id, text }) => [id, text])))
  }
}
