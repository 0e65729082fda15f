import { HOW_TO_HASH } from '../applications/domain/pinned-hash.js'
import type { AnswerThen } from '../applications/pinned-set.js'
import { versionHref } from '../library/library-links.js'
import { bidHead, receiptHref } from './bid-head.js'
import type { LibraryAnswers } from './library-answers.js'
import type { OwnLibraryAnswers } from './own-library-answers.service.js'

/** What both sides see: which answers, by which hashes, and what changed since an officer accepted them. */
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

export function ownLibraryAnswersView({ bid, stands, now }: OwnLibraryAnswers) {
  const shown = libraryAnswersView(stands)
  return {
    ...shown,
    bid: bidHead(bid),
    receiptHref: receiptHref(bid.id, stands.version),
    answers: shown.answers.map((answer, place) => {
      const pin = stands.answers[place]?.pin
      const current = pin === undefined ? undefined : now.get(pin.answerId)
      if (pin === undefined || current === undefined) return answer
      const { version, confirmedAt } = current
      return { ...answer, library: { version, confirmedAt, isNewer: version > pin.version, href: versionHref(pin, version) } }
    }),
  }
}
