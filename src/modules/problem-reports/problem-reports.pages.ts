import { Controller, Get, Param, Post } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { BidStandingService } from '../bids/bid-standing.service.js'
import { bidHead } from '../bids/bid-head.js'
import { RequirementsService } from '../requirements/requirements.service.js'
import { ReportProblemForm } from './problem-report.form.js'
import { type ReportedThing, reportProblemView } from './problem-report-views.js'
import { ProblemReportsService } from './problem-reports.service.js'

/** Reporting what stands in the way of a bid, stamped by the clock that decides. It leads to the timeline, where the report stands first. */
@Controller('supplier')
@Audience('bid-writer')
export class ProblemReportsPages {
  constructor(
    private readonly reports: ProblemReportsService,
    private readonly standings: BidStandingService,
    private readonly requirements: RequirementsService,
  ) {}

  @Get('bids/:id/report-a-problem')
  @Page('problem-reports/views/report.njk', 'empty')
  async showForBid(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return reportProblemView(await this.bid(actor, id), formAt(addressOf('bids', id)), freshForm())
  }

  @Post('bids/:id/report-a-problem')
  @Page('problem-reports/views/report.njk', 'nothing typed')
  reportForBid(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return send(
      fields,
      addressOf('bids', id),
      problem => this.reports.reportForBid(actor, id, problem, key),
      () => this.bid(actor, id),
    )
  }

  @Get('opportunities/:id/report-a-problem')
  @Page('problem-reports/views/report.njk', 'empty')
  async showForRequirement(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return reportProblemView(await this.requirement(actor, id), formAt(addressOf('opportunities', id)), freshForm())
  }

  @Post('opportunities/:id/report-a-problem')
  @Page('problem-reports/views/report.njk', 'nothing typed')
  reportForRequirement(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return send(
      fields,
      addressOf('opportunities', id),
      problem => this.reports.reportForRequirement(actor, id, problem, key),
      () => this.requirement(actor, id),
    )
  }

  private async bid(actor: Actor, id: string): Promise<ReportedThing> {
    const bid = bidHead(await this.standings.get(actor, id))
    return { bid, href: bid.href, title: bid.title }
  }

  private async requirement(actor: Actor, id: string): Promise<ReportedThing> {
    const { title } = await this.requirements.get(actor, id)
    return { bid: null, href: `/opportunities/${id}`, title }
  }
}

const addressOf = (kind: 'bids' | 'opportunities', id: string): string => `/supplier/${kind}/${id}`

const formAt = (address: string): string => `${address}/report-a-problem`

/** Reports what was typed, and leads to the timeline at the address; or shows the form again, with the thing as it is now. */
const send = (
  fields: FormFields,
  address: string,
  report: (problem: ReportProblemForm) => Promise<unknown>,
  thing: () => Promise<ReportedThing>,
): Promise<PageAnswer> =>
  orShowAgain(
    fields,
    async () => {
      await report(await readForm(ReportProblemForm, fields))
      return new SeeOther(`${address}/timeline`, 'problem-reported')
    },
    async form => reportProblemView(await thing(), formAt(address), form),
  )
