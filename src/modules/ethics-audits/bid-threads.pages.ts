import { Controller, Get, Param, Post } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { QuestionParam } from '../../web/question-param.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { BidStandingService, type StandingOfBid } from '../bids/bid-standing.service.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { BidThreadsService } from './bid-threads.service.js'
import { type QuestionTexts, threadsView, threadView } from './bid-thread-views.js'
import { ExplanationForm } from './explanation.form.js'

/** What officers ask about answers of an opened bid, and what the supplier explains. */
@Controller('supplier/bids/:id/queries')
@Audience('bid-writer')
export class BidThreadsPages {
  constructor(
    private readonly threads: BidThreadsService,
    private readonly standings: BidStandingService,
    private readonly guidelines: GuidelinesService,
  ) {}

  @Get()
  @Page('ethics-audits/views/queries.njk', 'none', 'some')
  async list(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    const standing = await this.standings.get(actor, id)
    return threadsView(standing, await this.threads.list(actor, id), this.textsFor(standing))
  }

  @Get(':question')
  @Page('ethics-audits/views/query.njk', 'waiting', 'overdue', 'answered', 'closed', 'long text')
  one(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('question', QuestionParam) question: string,
  ): Promise<object> {
    return this.view(actor, id, question, freshForm())
  }

  @Post(':question')
  @Page('ethics-audits/views/query.njk', 'nothing typed', 'closed meanwhile')
  explain(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('question', QuestionParam) question: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { text } = await readForm(ExplanationForm, fields)
        await this.threads.explain(actor, id, question, text, key)
        return new SeeOther(`/supplier/bids/${id}/queries/${question}`, 'explained')
      },
      form => this.view(actor, id, question, form),
    )
  }

  private async view(actor: Actor, id: string, question: string, form: FormView): Promise<object> {
    const standing = await this.standings.get(actor, id)
    const thread = (await this.threads.list(actor, id)).find(({ questionId }) => questionId === question)
    if (thread === undefined) throw new NotFound('thread')
    return threadView(standing, thread, this.textsFor(standing), form)
  }

  private textsFor({ questionnaire }: StandingOfBid): QuestionTexts {
    const { sections } = this.guidelines.questionnaire(questionnaire)
    return new Map(sections.flatMap(({ questions }) => questions.map(({ id, text }) => [id, text])))
  }
}
