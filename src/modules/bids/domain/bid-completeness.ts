import type { FieldProblem } from '../../../shared/domain/errors.js'
import type { AwardQuestion, PriceLine } from '../../requirements/domain/requirement-content.js'
import type { BidDraft } from './bid-content.js'

/** What the requirement asks of a bid. */
export interface Asked {
  awardQuestions?: readonly AwardQuestion[]
  priceLines?: readonly PriceLine[]
}

/** Words as people count them: runs of anything but white space. */
export const wordsIn = (text: string): number => text.split(/\s+/u).filter(word => word !== '').length

/** What a bid still lacks, or has too much of, before it can be submitted. The ethics answers are the check's own business. */
export function bidIncompletenessOf(draft: BidDraft, asked: Asked): FieldProblem[] {
  return [...awardProblems(draft, asked), ...priceProblems(draft, asked), ...declarationProblems(draft)]
}

function awardProblems({ awardAnswers = [] }: BidDraft, { awardQuestions = [] }: Asked): FieldProblem[] {
  const pointer = '/awardAnswers'
  const strangers = awardAnswers.filter(({ questionId }) => !awardQuestions.some(({ id }) => id === questionId))
  const twice = awardAnswers.filter(({ questionId }, place) => awardAnswers.findIndex(other => other.questionId === questionId) !== place)
  return [
    ...awardQuestions.flatMap(({ id, wordLimit }) => {
      const words = wordsIn(awardAnswers.find(({ questionId }) => questionId === id)?.text ?? '')
      if (words === 0) return [{ pointer, code: 'award-answer-missing', detail: `Answer award question ${id}.` }]
      if (words <= wordLimit) return []
      return [{ pointer, code: 'award-answer-too-long', detail: `The answer to ${id} has ${words} words; cut it to ${wordLimit}.` }]
    }),
    ...strangers.map(({ questionId }) => ({
      pointer,
      code: 'award-question-unknown',
      detail: `The requirement has no award question ${questionId}. Remove the answer.`,
    })),
    ...twice.map(({ questionId }) => ({
      pointer,
      code: 'award-answer-twice',
      detail: `Award question ${questionId} is answered twice. Keep one answer.`,
    })),
  ]
}

function priceProblems({ priceSchedule = [] }: BidDraft, { priceLines = [] }: Asked): FieldProblem[] {
  const pointer = '/priceSchedule'
  const strangers = priceSchedule.filter(({ lineId }) => !priceLines.some(({ id }) => id === lineId))
  const twice = priceSchedule.filter(({ lineId }, place) => priceSchedule.findIndex(other => other.lineId === lineId) !== place)
  return [
    ...priceLines
      .filter(({ id }) => !priceSchedule.some(({ lineId }) => lineId === id))
      .map(({ id }) => ({ pointer, code: 'price-missing', detail: `Give a price for line ${id}.` })),
    ...strangers.map(({ lineId }) => ({
      pointer,
      code: 'price-line-unknown',
      detail: `The requirement has no price line ${lineId}. Remove the price.`,
    })),
    ...twice.map(({ lineId }) => ({ pointer, code: 'price-twice', detail: `Line ${lineId} has two prices. Keep one.` })),
  ]
}

function declarationProblems({ declarations = {} }: BidDraft): FieldProblem[] {
  const problems: FieldProblem[] = []
  if ((declarations.conflictOfInterest ?? '').trim() === '') {
    problems.push({
      pointer: '/declarations/conflictOfInterest',
      code: 'missing',
      detail: 'Declare conflicts of interest, or say that there are none.',
    })
  }
  if (declarations.termsAccepted !== true) {
    problems.push({ pointer: '/declarations/termsAccepted', code: 'terms-not-accepted', detail: 'Accept the terms of the agreement.' })
  }
  return problems
}
