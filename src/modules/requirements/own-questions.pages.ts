import { Controller, Get, Param, Post, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { AskClarificationService } from './ask-clarification.service.js'
import { AskingStandingService } from './asking-standing.service.js'
import { ClarificationsService } from './clarifications.service.js'
import { withClashWords } from './clash-views.js'
import { ownQuestionsAddress, ownQuestionsView } from './own-question-views.js'
import { AskForm } from './question.form.js'

const VIEW = 'requirements/views/own-questions.njk'

/** A supplier asks the buyer something, and takes it back. */
@Controller('supplier/opportunities/:id/questions')
@Audience('bid-writer')
export class OwnQuestionsPages {
  constructor(
    private readonly standings: AskingStandingService,
    private readonly clarifications: ClarificationsService,
    private readonly asking: AskClarificationService,
  ) {}

  @Get()
  @Page(VIEW, 'none', 'in every state', 'more than a page', 'too late', 'closed', 'no membership')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query('after') after: unknown): Promise<object> {
    return this.view(actor, id, freshForm(), cursorOf(after))
  }

  @Post()
  @Page(VIEW, 'nothing typed', 'too many wait')
  ask(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { question } = await readForm(AskForm, fields)
        await this.asking.ask(actor, id, question, key)
        return new SeeOther(ownQuestionsAddress(id), 'question-asked')
      },
      form => this.view(actor, id, form),
    )
  }

  @Post(':question/withdraw')
  @Page(VIEW, 'settled meanwhile')
  withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('question', UuidParam) question: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await this.asking.withdraw(actor, question, key)
        return new SeeOther(ownQuestionsAddress(id), 'question-withdrawn')
      },
      (form, refusal) => this.view(actor, id, withClashWords(form, refusal)),
    )
  }

  private async view(actor: Actor, id: string, form: FormView, cursor?: string): Promise<object> {
    return ownQuestionsView(await this.standings.get(actor, id), await this.clarifications.listOwn(actor, id, ON_A_PAGE, cursor), form)
  }
}
