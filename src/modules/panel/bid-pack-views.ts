import type { Instant } from '../../shared/domain/instant.js'
import { render } from '../../web/pages/templates.js'
import type { ScanState } from '../files/domain/scan.js'
import type { OpenedBid, OpenedBidSummary } from '../bids/opened-bid-queries.js'
import type { OpenedCompetition } from './opened-competition.js'
import { shownAwardAnswer, shownReasons, shownSections } from './shown-answer.js'

/** A file of a bid, and where it lies beside the bid's document; null where it is left out because it is not given out. */
export interface PackedFile {
  id: string
  name: string
  sha256: string
  scan: ScanState
  path: string | null
}

/** What the pack holds, to begin with. */
export const packIndexHtml = (
  { title, requirementId }: OpenedCompetition,
  openedAt: Instant | null,
  bids: readonly (OpenedBidSummary & { folder: string })[],
): string => render('panel/views/pack-index.njk', { title, requirementId, openedAt, bids })

/** A bid to be read and printed without the service. */
export const packedBidHtml = (competition: OpenedCompetition, bid: OpenedBid, files: readonly PackedFile[]): string =>
  render('panel/views/pack-bid.njk', {
    requirementTitle: competition.title,
    bid,
    awardAnswers: competition.awardQuestions.map(question => shownAwardAnswer(bid, question)),
    sections: shownSections(bid, competition).map(({ title, answers }) => ({
      title,
      answers: answers.map(answer => ({
        ...answer,
        files: answer.files.flatMap(({ name, fileId }) =>
          files.filter(({ id }) => id === fileId).map(file => ({ ...file, name, href: file.path })),
        ),
      })),
    })),
    reasons: shownReasons(bid, competition),
    files,
  })
