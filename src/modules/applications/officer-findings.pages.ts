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
import { DecideFindingsService } from './decide-findings.service.js'
import { declaredAbout } from './declared-about-views.js'
import { FinanceForm, SeenApplicationForm } from './officer-application.form.js'
import { applicationHref } from './officer-application-links.js'
import { claimsView, criteriaView } from './officer-application-views.js'
import { OfficerApplicationsService } from './officer-applications.service.js'
import { typedFindings, typedVerdicts } from './typed-findings.form.js'

const CRITERIA = 'applications/views/criteria.njk'
const CLAIMS = 'applications/views/claims.njk'

/** What an officer finds: criterion by criterion, and claim by claim. */
@Controller('officer/applications/:id')
export class OfficerFindingsPages {
  constructor(
    private readonly applications: OfficerApplicationsService,
    private readonly findings: DecideFindingsService,
  ) {}

  @Get('criteria')
  @Audience('procurement-officer', 'auditor')
  @Page(CRITERIA, 'nothing found', 'found', 'score below the figure', 'for an auditor')
  criteria(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PageAnswer> {
    return declaredAbout(
      async () => criteriaView(actor, await this.applications.get(actor, id), freshForm()),
      () => this.applications.supplierOf(actor, id),
      `${applicationHref(id)}/criteria`,
    )
  }

  @Post('criteria')
  @Audience('procurement-officer')
  @Page(CRITERIA, 'nothing chosen', 'no reason', 'changed meanwhile')
  find(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { seen } = await readForm(SeenApplicationForm, { seen: fields['seen'] ?? '' })
        const { criteria } = await this.applications.get(actor, id)
        await this.findings.find(actor, id, Number(seen), typedFindings(criteria, fields), key)
        return new SeeOther(applicationHref(id), 'criteria-found')
      },
      async form => criteriaView(actor, await this.applications.get(actor, id), form),
    )
  }

  @Post('finance')
  @Audience('procurement-officer')
  @Page(CRITERIA, 'standing not explained')
  overrideFinance(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { seen, financeReason } = await readForm(FinanceForm, fields)
        await this.findings.overrideFinance(actor, id, Number(seen), financeReason, key)
        return new SeeOther(applicationHref(id), 'finance-overridden')
      },
      async form => criteriaView(actor, await this.applications.get(actor, id), form),
    )
  }

  @Get('claims')
  @Audience('procurement-officer', 'auditor')
  @Page(CLAIMS, 'not judged', 'judged', 'for an auditor')
  claims(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PageAnswer> {
    return declaredAbout(
      async () => claimsView(actor, await this.applications.get(actor, id), freshForm()),
      () => this.applications.supplierOf(actor, id),
      `${applicationHref(id)}/claims`,
    )
  }

  @Post('claims')
  @Audience('procurement-officer')
  @Page(CLAIMS, 'no verdict chosen', 'query without a reason')
  judge(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { seen } = await readForm(SeenApplicationForm, { seen: fields['seen'] ?? '' })
        await this.findings.judge(actor, id, Number(seen), typedVerdicts(fields), key)
        return new SeeOther(applicationHref(id), 'claims-judged')
      },
      async form => claimsView(actor, await this.applications.get(actor, id), form),
    )
  }
}
