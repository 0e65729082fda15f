import { Controller, Get, Param, Post, Query, Req } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import type { ActorRequest } from '../../web/actor.guard.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey, withoutSecrets } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { StepUpInForm } from '../identity/strategies/step-up-in-form.js'
import { AgreementReasonForm, OpenAgreementForm, StartAgreementForm } from './agreement-draft.form.js'
import { draftHref, draftsView, draftView, withClash } from './agreement-draft-views.js'
import { AgreementDraftsService } from './agreement-drafts.service.js'
import { mayWriteAgreement } from './domain/agreement-policy.js'
import { OpenAgreementService } from './open-agreement.service.js'

const LIST = 'agreements/views/drafts.njk'
const ONE = 'agreements/views/draft.njk'

/** Agreements from the first draft to the second person who opens them. */
@Controller('officer/agreements')
export class AgreementDraftsPages {
  constructor(
    private readonly drafts: AgreementDraftsService,
    private readonly opening: OpenAgreementService,
    private readonly stepUp: StepUpInForm,
  ) {}

  @Get()
  @Audience('procurement-officer', 'auditor')
  @Page(LIST, 'none', 'some', 'only to read', 'more than a page')
  list(@CurrentActor() actor: Actor, @Query('after') after: unknown): Promise<object> {
    return this.listView(actor, freshForm(), cursorOf(after))
  }

  @Post()
  @Audience('procurement-officer')
  @Page(LIST, 'nothing typed')
  start(@CurrentActor() actor: Actor, @FormBody() fields: FormFields, @FormKey() key: RepeatKey | null): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { name } = await readForm(StartAgreementForm, fields)
        return new SeeOther(draftHref(await this.drafts.create(actor, { name }, key)), 'agreement-started')
      },
      form => this.listView(actor, form),
    )
  }

  @Get('drafts/:id')
  @Audience('procurement-officer', 'auditor')
  @Page(
    ONE,
    'hardly begun',
    'laxer than the law',
    'ready',
    'returned',
    'proposed, for its writer',
    'proposed, for a second person',
    'old sign-in',
    'opened',
    'discarded',
    'only to read',
    'long text',
  )
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return this.viewOf(actor, id, freshForm())
  }

  @Post('drafts/:id/propose')
  @Audience('procurement-officer')
  @Page(ONE, 'not ready', 'proposed by somebody else')
  propose(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.act(actor, id, fields, 'agreement-proposed', () => this.opening.propose(actor, id, key))
  }

  @Post('drafts/:id/return')
  @Audience('senior-officer')
  @Page(ONE, 'no reason to return')
  returnToDraft(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.act(actor, id, fields, 'agreement-returned', async () => {
      await this.opening.returnToDraft(actor, id, (await readForm(AgreementReasonForm, fields)).reason, key)
    })
  }

  @Post('drafts/:id/discard')
  @Audience('procurement-officer')
  @Page(ONE, 'no reason to discard')
  discard(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.act(actor, id, fields, 'agreement-discarded', async () => {
      await this.opening.discard(actor, id, (await readForm(AgreementReasonForm, fields)).reason, key)
    })
  }

  @Post('drafts/:id/open')
  @Audience('senior-officer')
  @Page(ONE, 'not confirmed', 'wrong password', 'opened by somebody else')
  open(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    return this.act(actor, id, fields, 'agreement-opened', async () => {
      const { seen } = await readForm(OpenAgreementForm, withoutSecrets(fields))
      await this.opening.open(await this.stepUp.prove(actor, request, fields), id, Number(seen), key)
    })
  }

  private act(actor: Actor, id: string, fields: FormFields, told: string, verb: () => Promise<void>): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await verb()
        return new SeeOther(draftHref(id), told)
      },
      (form, refusal) => this.viewOf(actor, id, withClash(form, refusal)),
    )
  }

  private async listView(actor: Actor, form: FormView, after?: string): Promise<object> {
    return draftsView(await this.drafts.list(actor, ON_A_PAGE, after), mayWriteAgreement(actor), form)
  }

  private async viewOf(actor: Actor, id: string, form: FormView): Promise<object> {
    return draftView(await this.drafts.get(actor, id), this.stepUp.isNeeded(actor), form)
  }
}
