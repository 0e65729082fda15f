import type { Instant } from '../../shared/domain/instant.js'
import { render } from '../../web/pages/templates.js'
import type { OpenedBid, OpenedBidSummary } from '../bids/opened-bid-queries.js'
import type { OpenedCompetition } from './opened-competition.js'
import { shownAwardAnswer, shownSections } from './shown-answer.js'

/** A file of a bid, and where it lies beside the bid's document; null where it is left out because malware was found in it. */
export interface PackedFile {
  id: string
  name: string
  sha256: string
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
        files: answer.files.map(({ name, fileId }) => ({ name, href: files.find(({ id }) => id === fileId)?.path ?? null })),
      })),
    })),
    files,
  })
