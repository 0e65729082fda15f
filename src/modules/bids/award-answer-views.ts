import { NotFound } from '../../shared/domain/errors.js'
import { one } from '../../web/pages/form-body.js'
import type { FormView } from '../../web/pages/form.js'
import type { StandingOfBid } from './bid-standing.service.js'
import { wordsIn } from './domain/bid-completeness.js'
import { awardAnswerPart } from './domain/draft-parts.js'
import { partForm, wasSent } from './part-views.js'
import { bidHref, bidHead } from './bid-head.js'

/** One award question with what is saved of its answer, or what was typed. */
export function awardAnswerView(bid: StandingOfBid, questionId: string, form: FormView) {
  const saved = awardAnswerPart(questionId).of(bid.draft)
  const question = bid.awardQuestions.find(({ id }) => id === questionId) ?? null
  if (question === null && saved === '') throw new NotFound('question')
  const text = wasSent(form) ? one(form.values, 'text') : saved
  return {
    ...partForm(form, saved, text),
    bid: bidHead(bid),
    here: answerHref(bid, questionId),
    question: { id: questionId, ...placeOf(bid, questionId), text: question?.text ?? null, wordLimit: question?.wordLimit ?? null },
    text,
    words: wordsIn(text),
    saved,
  }
}

/** "2 of 4", as the task list numbers them. */
function placeOf({ awardQuestions }: StandingOfBid, questionId: string) {
  const place = awardQuestions.findIndex(({ id }) => id === questionId)
  return { number: place + 1, of: awardQuestions.length }
}

const answerHref = ({ id }: StandingOfBid, questionId: string): string => `${bidHref(id)}/award-answers/${questionId}`

/** Where somebody goes on after saving: on the same page where they wish to stay, at the question after this one, or at the list. */
export function afterAnswer(bid: StandingOfBid, questionId: string, stays: boolean): string {
  const place = bid.awardQuestions.findIndex(({ id }) => id === questionId)
  // What is not asked any more may just have been taken out.
  if (place === -1) return bidHref(bid.id)
  const next = bid.awardQuestions[stays ? place : place + 1]
  return next === undefined ? bidHref(bid.id) : answerHref(bid, next.id)
}
