import type { ReviewKind, ReviewSummary } from './membership-reviews.js'

/** Why a membership is looked at again. */
export const reviewInWords = ({ kind, product }: Pick<ReviewSummary, 'kind' | 'product'>): string =>
  kind === 'incident' && product === null ? 'An officer wants another look' : REVIEW_WORDS[kind]

const REVIEW_WORDS: Readonly<Record<ReviewKind, string>> = {
  'answer-changed': 'An answer changed',
  'new-model-version': 'A product has a new version',
  /** One without a product was opened by an officer. */
  incident: 'An incident',
  expired: 'A certificate or claim ran out',
}
