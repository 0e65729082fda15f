import { type LibraryAnswer, NO_ANSWER } from '../../library/domain/library-answer.js'

/** The field of a claim that names the version of the product it is about. */
const VERSION_FIELD = 'productVersion'

/** A claim that is made of another version of the product is looked at as such; every other change is one of the answer. */
export const reviewKindOf = (accepted: LibraryAnswer = NO_ANSWER, now: LibraryAnswer): 'answer-changed' | 'new-model-version' =>
  accepted.values[VERSION_FIELD] === now.values[VERSION_FIELD] ? 'answer-changed' : 'new-model-version'
