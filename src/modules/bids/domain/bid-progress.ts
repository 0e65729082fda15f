import { decimalOf, inUnits } from '../../../shared/domain/decimal.js'
import { type Asked, wordsIn } from './bid-completeness.js'
import type { BidDraft } from './bid-content.js'

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
