import { Controller, Get, Param, Post, Req } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import type { ActorRequest } from '../../web/actor.guard.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey, withoutSecrets } from '../../web/pages/form-body.js'
import { Downloads, Page } from '../../web/pages/page.js'
import { Download, type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { StepUpInForm } from '../identity/strategies/step-up-in-form.js'
import { DecideApplicationService } from './decide-application.service.js'
import { declaredAbout } from './declared-about-views.js'
import type { RejectionBasis } from './domain/rejection-basis.js'
import { RejectForm, SeenApplicationForm } from './officer-application.form.js'
import { applicationHref } from './officer-application-links.js'
import { decisionView, recordView } from './officer-exclusion-views.js'
import { OfficerApplicationsService } from './officer-applications.service.js'
import { presentRecord } from './present-application-file.js'

const DECIDE = 'applications/views/decide.njk'

/** The decision itself, and the record that it is defended from. */
@Controller('officer/applications/:id')
export class OfficerDecisionPages {
  constructor(
    private readonly applications: OfficerApplicationsService,
    private readonly decisions: DecideApplicationService,
    private readonly stepUp: StepUpInForm,
  ) {}

  @Get('decide')
  @Audience('procurement-officer', 'auditor')
  @Page(DECIDE, 'gaps', 'ready', 'old sign-in', 'to reject', 'kept out', 'decided')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PageAnswer> {
    return declaredAbout(
      () => this.view(actor, id, freshForm()),
      () => this.applications.supplierOf(actor, id),
      `${applicationHref(id)}/decide`,
    )
  }

  @Post('admit')
  @Audience('procurement-officer')
  @Page(DECIDE, 'not to be admitted', 'member already')
  admit(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    return this.orAgain(actor, id, fields, 'supplier-admitted', async () => {
      const { seen } = await readForm(SeenApplicationForm, { seen: fields['seen'] ?? '' })
      await this.decisions.admit(await this.stepUp.prove(actor, request, fields), id, Number(seen), key)
    })
  }

  @Post('reject')
  @Audience('procurement-officer')
  @Page(DECIDE, 'no criterion chosen', 'thin reasons')
  reject(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    return this.orAgain(actor, id, fields, 'application-rejected', async () => {
      const { seen, basis, reasons } = await readForm(RejectForm, withoutSecrets(fields))
      await this.decisions.reject(await this.stepUp.prove(actor, request, fields), id, Number(seen), basisIn(basis), reasons, key)
    })
  }

  @Get('record')
  @Audience('procurement-officer', 'auditor')
  @Page('applications/views/record.njk', 'of an admission', 'of a rejection', 'of an exclusion')
  record(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PageAnswer> {
    return declaredAbout(
      async () => recordView(actor, await this.applications.get(actor, id), await this.applications.record(actor, id)),
      () => this.applications.supplierOf(actor, id),
      `${applicationHref(id)}/record`,
    )
  }

  @Get('record.json')
  @Audience('procurement-officer', 'auditor')
  @Downloads()
  async keep(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<Download> {
    const record = presentRecord(await this.applications.record(actor, id))
    return new Download(`decision-${id}.json`, 'application/json; charset=utf-8', JSON.stringify(record, null, 2))
  }

  private orAgain(actor: Actor, id: string, fields: FormFields, told: string, act: () => Promise<void>): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await act()
        return new SeeOther(`${applicationHref(id)}/record`, told)
      },
      form => this.view(actor, id, form),
    )
  }

  private async view(actor: Actor, id: string, form: FormView): Promise<object> {
    return decisionView(actor, await this.applications.get(actor, id), this.stepUp.isNeeded(actor), form)
  }
}

/** Criteria go by ids and grounds by the questions that ask about them. */
const basisIn = (basis: string): RejectionBasis =>
  basis.startsWith('L') ? { criterion: null, ground: basis } : { criterion: basis, ground: null }
