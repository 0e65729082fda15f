import { Controller, Get, Param, Post, Req } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import type { ActorRequest } from '../../web/actor.guard.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey, withoutSecrets } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { StepUpInForm } from '../identity/strategies/step-up-in-form.js'
import { declaredAbout } from './declared-about-views.js'
import { ExclusionCasesService } from './exclusion-cases.service.js'
import { ExclusionForm, RaiseForm } from './officer-application.form.js'
import { applicationHref, caseHref } from './officer-application-links.js'
import { exclusionsView } from './officer-application-views.js'
import { caseView } from './officer-exclusion-views.js'
import { OfficerApplicationsService } from './officer-applications.service.js'

const ALL = 'applications/views/exclusions.njk'
const ONE = 'applications/views/exclusion.njk'

/** Grounds of exclusion: which apply by the supplier's word, which are put to it, and what comes of them. */
@Controller('officer/applications/:id/exclusions')
export class OfficerExclusionsPages {
  constructor(
    private readonly applications: OfficerApplicationsService,
    private readonly exclusions: ExclusionCasesService,
    private readonly stepUp: StepUpInForm,
  ) {}

  @Get()
  @Audience('procurement-officer', 'auditor')
  @Page(ALL, 'no grounds', 'some grounds')
  list(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PageAnswer> {
    return declaredAbout(
      async () => exclusionsView(actor, await this.applications.get(actor, id), freshForm()),
      () => this.applications.supplierOf(actor, id),
      `${applicationHref(id)}/exclusions`,
    )
  }

  @Post()
  @Audience('procurement-officer')
  @Page(ALL, 'nothing raised')
  raise(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { seen, ground, evidence, replyBy } = await readForm(RaiseForm, fields)
        await this.exclusions.raise(actor, id, Number(seen), { ground, evidence, replyBy }, key)
        return new SeeOther(`${applicationHref(id)}/exclusions`, 'ground-raised')
      },
      async form => exclusionsView(actor, await this.applications.get(actor, id), form),
    )
  }

  @Get(':exclusionCase')
  @Audience('procurement-officer', 'auditor')
  @Page(ONE, 'waits for a reply', 'replied', 'decided')
  show(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('exclusionCase', UuidParam) caseId: string,
  ): Promise<PageAnswer> {
    return declaredAbout(
      () => this.view(actor, id, caseId, freshForm()),
      () => this.applications.supplierOf(actor, id),
      caseHref(id, caseId),
    )
  }

  @Post(':exclusionCase')
  @Audience('procurement-officer')
  @Page(ONE, 'nothing found', 'outcome unfit')
  decide(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('exclusionCase', UuidParam) caseId: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { seen, applies, likelyToRecur, outcome, reason } = await readForm(ExclusionForm, withoutSecrets(fields))
        const decision = { applies: applies === 'yes', likelyToRecur: likelyToRecur === 'yes', outcome, reason }
        await this.exclusions.decide(await this.stepUp.prove(actor, request, fields), id, Number(seen), caseId, decision, key)
        return new SeeOther(`${applicationHref(id)}/exclusions`, 'ground-decided')
      },
      form => this.view(actor, id, caseId, form),
    )
  }

  private async view(actor: Actor, id: string, caseId: string, form: FormView): Promise<object> {
    return caseView(actor, await this.applications.get(actor, id), caseId, this.stepUp.isNeeded(actor), form)
  }
}
