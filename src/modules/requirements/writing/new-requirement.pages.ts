import { Controller, Get, Post } from '@nestjs/common'

import type { Actor } from '../../../shared/domain/actor.js'
import type { RepeatKey } from '../../../shared/once.js'
import { Audience } from '../../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../../web/pages/form-body.js'
import { Page } from '../../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../../web/pages/page-route.js'
import { CurrentActor } from '../../../web/request-parts.js'
import { AgreementsService } from '../../agreements/agreements.service.js'
import { RequirementDraftsService } from '../requirement-drafts.service.js'
import { NewRequirementForm } from './new-requirement.form.js'
import { newRequirementView } from './new-requirement-views.js'
import { writingHref } from './requirement-head.js'

const VIEW = 'requirements/views/writing/new.njk'

/** More open agreements than anybody chooses from by eye. */
const AGREEMENTS = 100

/** Starts a requirement. */
@Controller('buyer/requirements/new')
@Audience('buyer-author')
export class NewRequirementPages {
  constructor(
    private readonly agreements: AgreementsService,
    private readonly drafts: RequirementDraftsService,
  ) {}

  @Get()
  @Page(VIEW, 'empty', 'more agreements than fit')
  show(@CurrentActor() actor: Actor): Promise<object> {
    return this.viewOf(actor, freshForm())
  }

  @Post()
  @Page(VIEW, 'refused')
  start(@CurrentActor() actor: Actor, @FormBody() fields: FormFields, @FormKey() key: RepeatKey | null): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { agreementId, title } = await readForm(NewRequirementForm, fields)
        return new SeeOther(writingHref(await this.drafts.create(actor, agreementId, { title }, key)), 'requirement-started')
      },
      form => this.viewOf(actor, form),
    )
  }

  private async viewOf(actor: Actor, form: FormView): Promise<object> {
    return newRequirementView(await this.agreements.listOpen(actor, AGREEMENTS), form)
  }
}
