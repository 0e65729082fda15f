import { Controller, Get, Param, Post, Req } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { DomainError } from '../../shared/domain/errors.js'
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
import { SubmitApplicationForm, WithdrawApplicationForm } from './apply.form.js'
import { ApplyService } from './apply.service.js'
import { applicationHref } from './own-application-links.js'
import { frozenView, ownHead } from './own-application-views.js'
import { OwnApplicationsService } from './own-applications.service.js'
import { maySubmitApplication } from './domain/application-policy.js'
import { reviewView, signingView, withdrawingView } from './own-standing-views.js'

const SUBMIT = 'applications/views/application-submit.njk'
const WITHDRAW = 'applications/views/application-withdraw.njk'

/** From the last look at an application to the day by which it is decided on. */
@Controller('supplier/applications/:id')
export class ApplySubmissionPages {
  constructor(
    private readonly applying: ApplyService,
    private readonly own: OwnApplicationsService,
    private readonly stepUp: StepUpInForm,
  ) {}

  @Get('review')
  @Audience('bid-writer')
  @Page('applications/views/application-review.njk', 'ready', 'something lacks', 'submitted')
  async review(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    const application = await this.own.get(actor, id)
    return application.preparation === null
      ? frozenView(application)
      : { ...reviewView(application, application.preparation), maySubmit: maySubmitApplication(actor), isFrozen: false }
  }

  @Get('submit')
  @Audience('supplier-admin')
  @Page(SUBMIT, 'ready', 'old sign-in', 'not ready', 'submitted')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return this.signing(actor, id, freshForm())
  }

  /** Sending it twice submits once. */
  @Post('submit')
  @Audience('supplier-admin')
  @Page(SUBMIT, 'not declared', 'wrong password', 'changed meanwhile', 'the agreement has ended')
  submit(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { seen, declaredAs, declaration, contentHash } = await readForm(SubmitApplicationForm, withoutSecrets(fields))
        const proven = await this.stepUp.prove(actor, request, fields)
        await this.applying.submit(proven, id, Number(seen), declaredAs, key, { declaration, seen: contentHash })
        return new SeeOther(`${applicationHref(id)}/received`)
      },
      (form, refusal) => this.signing(actor, id, form, refusal),
    )
  }

  /** What happens next, and by which day. */
  @Get('received')
  @Audience('bid-writer')
  @Page('applications/views/application-received.njk', 'received', 'not submitted')
  async received(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    const application = await this.own.get(actor, id)
    return { application: ownHead(application), dueBy: application.dueBy }
  }

  @Get('withdraw')
  @Audience('supplier-admin')
  @Page(WITHDRAW, 'submitted', 'old sign-in', 'decided')
  showWithdrawal(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return this.withdrawal(actor, id, freshForm())
  }

  @Post('withdraw')
  @Audience('supplier-admin')
  @Page(WITHDRAW, 'not confirmed', 'wrong password')
  withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await readForm(WithdrawApplicationForm, withoutSecrets(fields))
        await this.applying.withdraw(await this.stepUp.prove(actor, request, fields), id, key)
        return new SeeOther(applicationHref(id), 'application-withdrawn')
      },
      form => this.withdrawal(actor, id, form),
    )
  }

  private async signing(actor: Actor, id: string, form: FormView, refusal?: DomainError): Promise<object> {
    const application = await this.own.get(actor, id)
    return signingView(application, application.preparation, this.stepUp.isNeeded(actor), form, refusal)
  }

  private async withdrawal(actor: Actor, id: string, form: FormView): Promise<object> {
    return withdrawingView(await this.own.get(actor, id), this.stepUp.isNeeded(actor), form)
  }
}
