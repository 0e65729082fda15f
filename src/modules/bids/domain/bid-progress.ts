import { decimalOf, inUnits } from '../../../shared/domain/decimal.js'
import { type Asked, wordsIn } from './bid-completeness.js'
import type { BidDraft, Declarations } from './bid-content.js'

/** How long an award answer is, and how long it may be. */
export interface WordCount {
  questionId: string
  words: number
  wordLimit: number
}

/** One for each award question, answered or not, in the order they are asked; words as completeness counts them. */
export const wordCountsOf = ({ awardAnswers = [] }: BidDraft, { awardQuestions = [] }: Asked): WordCount[] =>
  awardQuestions.map(({ id, wordLimit }) => ({
    questionId: id,
    words: wordsIn(awardAnswers.find(({ questionId }) => questionId === id)?.text ?? ''),
    wordLimit,
  }))

/** A unit price has at most four decimals, a quantity three: their product is exact with seven. */
const [PRICE_DECIMALS, QUANTITY_DECIMALS] = [4, 3]

/**
 * Every line's unit price times its quantity, summed exactly, in pounds and never rounded; null while a line has no price. Net, like the
 * prices. What is ranked and paid is not decided here.
 */
export function priceTotalOf({ priceSchedule = [] }: BidDraft, { priceLines = [] }: Asked): string | null {
  let total = 0n
  for (const { id, quantity } of priceLines) {
    const priced = priceSchedule.find(({ lineId }) => lineId === id)
    if (priced === undefined) return null
    total += inUnits(priced.unitPrice, PRICE_DECIMALS) * inUnits(quantity, QUANTITY_DECIMALS)
  }
  return decimalOf(total, PRICE_DECIMALS + QUANTITY_DECIMALS, 2)
}

/** How far a part is: too-long holds more words than it may, unasked answers what the requirement does not ask (any more). */
export type PartState = 'missing' | 'begun' | 'too-long' | 'unasked' | 'done'

export interface AnswerProgress {
  questionId: string
  words: number
  state: PartState
}

/** How far the parts are that a supplier writes beside the ethics answers; all are done when completeness finds nothing. */
export interface BidProgress {
  awardAnswers: AnswerProgress[]
  prices: { given: number; asked: number; state: PartState }
  details: PartState
}

export const progressOf = (draft: BidDraft, asked: Asked): BidProgress => ({
  awardAnswers: [...wordCountsOf(draft, asked).map(answerProgress), ...unaskedAnswers(draft, asked)],
  prices: priceProgress(draft, asked),
  details: detailsState(draft.declarations ?? {}),
})

function answerProgress({ questionId, words, wordLimit }: WordCount): AnswerProgress {
  if (words === 0) return { questionId, words, state: 'missing' }
  return { questionId, words, state: words > wordLimit ? 'too-long' : 'done' }
}

const unaskedAnswers = ({ awardAnswers = [] }: BidDraft, { awardQuestions = [] }: Asked): AnswerProgress[] =>
  awardAnswers
    .filter(({ questionId }) => !awardQuestions.some(({ id }) => id === questionId))
    .map(({ questionId, text }) => ({ questionId, words: wordsIn(text), state: 'unasked' }))

function priceProgress({ priceSchedule = [] }: BidDraft, { priceLines = [] }: Asked): BidProgress['prices'] {
  const asked = priceLines.length
  const given = priceLines.filter(({ id }) => priceSchedule.some(({ lineId }) => lineId === id)).length
  if (priceSchedule.length > given) return { given, asked, state: 'unasked' }
  if (given === asked) return { given, asked, state: 'done' }
  return { given, asked, state: given === 0 ? 'missing' : 'begun' }
}

function detailsState({ conflictOfInterest = '', termsAccepted = false }: Declarations): PartState {
  const given = [conflictOfInterest.trim() !== '', termsAccepted].filter(Boolean).length
  return given === 2 ? 'done' : given === 0 ? 'missing' : 'begun'
}
