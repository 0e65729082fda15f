import { Controller, Get, Param, Post, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { OtherPage, type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { AnswerClarificationService } from './answer-clarification.service.js'
import { ClarificationsService } from './clarifications.service.js'
import { withClashWords } from './clash-views.js'
import { pagesOf } from './domain/requirement-pages.js'
import { AnswerForm, RefuseForm } from './question.form.js'
import { QuestionStandingService } from './question-standing.service.js'
import { previewView, questionsHref, questionsView, questionView } from './question-views.js'

const QUESTION = 'requirements/views/question.njk'

/** What suppliers ask, answered to all alike. Nothing here tells who asked. */
@Controller('buyer/requirements/:id/questions')
export class QuestionsPages {
  constructor(
    private readonly standings: QuestionStandingService,
    private readonly clarifications: ClarificationsService,
    private readonly answering: AnswerClarificationService,
  ) {}

  @Get()
  @Audience('buyer-author', 'buyer-approver')
  @Page('requirements/views/questions.njk', 'none yet', 'waiting and answered', 'for an approver', 'more than a page')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query('after') after: unknown,
    @Query('waiting') waitingAfter: unknown,
  ): Promise<object> {
    const standing = await this.standings.get(actor, id)
    const waiting = standing.mayAnswer ? await this.clarifications.listWaiting(actor, id, ON_A_PAGE, cursorOf(waitingAfter)) : null
    const answered = await this.clarifications.list(actor, id, ON_A_PAGE, cursorOf(after))
    return questionsView(standing, waiting, answered, pagesOf(standing.requirement, actor))
  }

  @Get(':questionId')
  @Audience('buyer-author')
  @Page(QUESTION, 'waiting', 'settled', 'closed', 'long text')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('questionId', UuidParam) questionId: string,
  ): Promise<object> {
    const asked = await this.clarifications.getForBuyer(actor, id, questionId)
    return questionView(await this.standings.get(actor, id), asked, freshForm({ question: asked.question }))
  }

  /** Shows what everybody will read, and publishes nothing. */
  @Post(':questionId/preview')
  @Audience('buyer-author')
  @Page(QUESTION, 'nothing written', 'previewed', 'to be changed')
  preview(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('questionId', UuidParam) questionId: string,
    @FormBody() { next, ...fields }: FormFields,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        if (next === 'change') return this.viewOf(actor, id, questionId, freshForm(fields))
        const answer = await readForm(AnswerForm, fields)
        await this.clarifications.getForBuyer(actor, id, questionId)
        const standing = await this.standings.get(actor, id)
        return new OtherPage(previewView(standing, questionId, answer), 200, 'requirements/views/answer-preview.njk')
      },
      form => this.viewOf(actor, id, questionId, form),
    )
  }

  @Post(':questionId/answer')
  @Audience('buyer-author')
  @Page(QUESTION, 'answered by somebody else', 'closed meanwhile')
  answer(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('questionId', UuidParam) questionId: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.settle(actor, id, questionId, fields, 'clarification-answered', async () => {
      const { material, ...words } = await readForm(AnswerForm, fields)
      await this.answering.answer(actor, questionId, { ...words, material: material === 'yes' }, key)
    })
  }

  @Post(':questionId/refuse')
  @Audience('buyer-author')
  @Page(QUESTION, 'no reason to refuse')
  refuse(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('questionId', UuidParam) questionId: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.settle(actor, id, questionId, fields, 'clarification-refused', async () => {
      const { reason } = await readForm(RefuseForm, fields)
      await this.answering.refuse(actor, questionId, reason, key)
    })
  }

  private settle(
    actor: Actor,
    id: string,
    questionId: string,
    fields: FormFields,
    told: string,
    verb: () => Promise<void>,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await this.clarifications.getForBuyer(actor, id, questionId)
        await verb()
        return new SeeOther(questionsHref(id), told)
      },
      (form, refusal) => this.viewOf(actor, id, questionId, withClashWords(form, refusal)),
    )
  }

  private async viewOf(actor: Actor, id: string, questionId: string, form: FormView): Promise<object> {
    const asked = await this.clarifications.getForBuyer(actor, id, questionId)
    return questionView(await this.standings.get(actor, id), asked, form)
  }
}
