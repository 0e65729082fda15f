import { versionHref } from '../library/library-links.js'
import { bidHead, receiptHref } from './bid-head.js'
import { libraryAnswersView } from './library-answers-shown.js'
import type { OwnLibraryAnswers } from './own-library-answers.service.js'

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
