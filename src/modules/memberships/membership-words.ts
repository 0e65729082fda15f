import type { ReviewKind } from './membership-reviews.js'

/** Why a membership is looked at again. */
export const REVIEW_WORDS: Readonly<Record<ReviewKind, string>> = {
  'answer-changed': 'An answer changed',
  'new-model-version': 'A product has a new version',
  incident: 'An incident, or another look',
  expired: 'A certificate or claim ran out',
}
