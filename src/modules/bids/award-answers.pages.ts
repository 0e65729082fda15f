import { Controller, Get, Param, Post } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { QuestionParam } from '../../web/question-param.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { AwardAnswerForm } from './award-answer.form.js'
import { afterAnswer, awardAnswerView } from './award-answer-views.js'
import { BidStandingService } from './bid-standing.service.js'
import { awardAnswerPart } from './domain/draft-parts.js'
import { seenIn } from './part-views.js'
import { SaveDraftPart } from './save-draft-part.service.js'

/** The award questions, one on a page. */
@Controller('supplier/bids/:id/award-answers/:questionId')
@Audience('bid-writer')
export class AwardAnswersPages {
  constructor(
    private readonly standings: BidStandingService,
    private readonly parts: SaveDraftPart,
  ) {}

  @Get()
  @Page('bids/views/award-answer.njk', 'empty', 'too long', 'no longer asked', 'not to be changed')
  show(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('questionId', QuestionParam) questionId: string,
  ): Promise<object> {
    return this.viewOf(actor, id, questionId)
  }

  /** Script saves by `next=autosave` while somebody writes, and is shown the same page with what is saved now. */
  @Post()
  @Page('bids/views/award-answer.njk', 'refused', 'saved by somebody else')
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('questionId', QuestionParam) questionId: string,
    @FormBody() fields: FormFields,
  ): Promise<PageAnswer> {
    const bid = await this.standings.get(actor, id)
    awardAnswerView(bid, questionId, freshForm())
    return orShowAgain(
      fields,
      async () => {
        const { seen: _, next, ...typed } = fields
        const { text = '' } = await readForm(AwardAnswerForm, typed)
        await this.parts.save(actor, id, awardAnswerPart(questionId), seenIn(fields), text)
        if (next === 'autosave') return this.viewOf(actor, id, questionId, freshForm(fields))
        return new SeeOther(afterAnswer(bid, questionId, next === 'stay'), 'part-saved')
      },
      form => this.viewOf(actor, id, questionId, form),
    )
  }

  private async viewOf(actor: Actor, id: string, questionId: string, form = freshForm()): Promise<object> {
    return awardAnswerView(await this.standings.get(actor, id), questionId, form)
  }
}
