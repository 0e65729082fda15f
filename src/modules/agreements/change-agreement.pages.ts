import { Controller, Get, Param, Post, Query, Req } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import type { ActorRequest } from '../../web/actor.guard.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey, withoutSecrets } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cursorOf } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { StepUpInForm } from '../identity/strategies/step-up-in-form.js'
import { levyOf } from './agreement-draft.form.js'
import { AgreementRecordsService } from './agreement-records.service.js'
import { withClash } from './agreement-draft-views.js'
import { changingView, manageHref } from './agreement-views.js'
import { ChangeValidityForm, EndAgreementForm, SetLevyForm } from './change-agreement.form.js'
import { ChangeAgreementService } from './change-agreement.service.js'
import { mayChangeAgreement } from './domain/agreement-policy.js'

const VIEW = 'agreements/views/change.njk'

/** What still changes of an agreement that is open. */
@Controller('officer/agreements/:id')
export class ChangeAgreementPages {
  constructor(
    private readonly records: AgreementRecordsService,
    private readonly changes: ChangeAgreementService,
    private readonly stepUp: StepUpInForm,
  ) {}

  @Get()
  @Audience('procurement-officer', 'auditor')
  @Page(VIEW, 'open', 'old sign-in', 'ended', 'only to read', 'more changes than a page')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query('after') after: unknown): Promise<object> {
    return this.viewOf(actor, id, freshForm(), cursorOf(after))
  }

  @Post('validity')
  @Audience('senior-officer')
  @Page(VIEW, 'no last day', 'a last day beyond the law')
  changeValidity(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.act(actor, id, fields, 'agreement-moved', async () => {
      const { seen, validUntil, validityReason } = await readForm(ChangeValidityForm, fields)
      await this.changes.changeValidity(actor, id, Number(seen), validUntil, validityReason, key)
    })
  }

  @Post('levy')
  @Audience('senior-officer')
  @Page(VIEW, 'no levy', 'set by somebody else')
  setLevy(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.act(actor, id, fields, 'agreement-levy-set', async () => {
      const { seen, levy, levyReason } = await readForm(SetLevyForm, fields)
      await this.changes.setLevy(actor, id, Number(seen), levyOf(levy), levyReason, key)
    })
  }

  @Post('end')
  @Audience('senior-officer')
  @Page(VIEW, 'not confirmed', 'wrong password', 'ended by somebody else')
  end(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    return this.act(actor, id, fields, 'agreement-ended', async () => {
      const { seen, as, reason } = await readForm(EndAgreementForm, withoutSecrets(fields))
      await this.changes.end(await this.stepUp.prove(actor, request, fields), id, Number(seen), as, reason, key)
    })
  }

  private act(actor: Actor, id: string, fields: FormFields, told: string, verb: () => Promise<void>): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await verb()
        return new SeeOther(manageHref(id), told)
      },
      (form, refusal) => this.viewOf(actor, id, withClash(form, refusal)),
    )
  }

  private async viewOf(actor: Actor, id: string, form: FormView, cursor?: string): Promise<object> {
    return changingView(await this.records.get(actor, id, cursor), mayChangeAgreement(actor), this.stepUp.isNeeded(actor), form)
  }
}
