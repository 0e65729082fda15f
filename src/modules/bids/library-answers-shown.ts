import { shownHash } from '../../shared/canonical.js'
import { HOW_TO_HASH } from '../applications/domain/pinned-hash.js'
import type { AnswerThen } from '../applications/pinned-set.js'
import type { LibraryAnswers } from './library-answers.js'

/** What a version stands on as whoever may read it is shown it: all that its hash is made of, and what changed since an officer accepted it. */
export const shownLibraryAnswers = ({ answers, ...said }: LibraryAnswers) => ({
  ...said,
  howToHash: HOW_TO_HASH,
  items: answers.map(shownAnswer),
})

const shownAnswer = ({ pin, title, isClaim, isVerified, accepted, changed }: AnswerThen) => ({
  id: pin.id,
  question: pin.question,
  productId: pin.productId,
  version: pin.version,
  hash: shownHash(Buffer.from(pin.hash, 'hex')),
  content: pin.content,
  expiresOn: pin.expiresOn,
  given: pin.given,
  pinnedAt: pin.pinnedAt,
  title,
  isClaim,
  isVerified,
  acceptedVersion: accepted?.version ?? null,
  changedSinceAccepted: changed,
})

/** The same for a page. */
export const libraryAnswersView = ({ answers, ...stands }: LibraryAnswers) => ({
  stands,
  howToHash: HOW_TO_HASH,
  answers: answers.map(answerView),
  changed: answers.filter(({ changed }) => changed.length > 0).length,
})

const answerView = ({ pin, title, isClaim, isVerified, lines, accepted, changed }: AnswerThen) => ({
  ...{ title, isClaim, isVerified, lines, changed },
  question: pin.question,
  product: pin.content.product?.name ?? null,
  productId: pin.productId,
  version: pin.version,
  hash: pin.hash,
  pinnedAt: pin.pinnedAt,
  expiresOn: pin.expiresOn,
  acceptedVersion: accepted?.version ?? null,
  library: null as { version: number; confirmedAt: string; isNewer: boolean; href: string } | null,
})
