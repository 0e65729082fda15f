import { canonicalBytes } from '../../shared/canonical.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import { getAcknowledgements } from './acknowledgements.service.js'
import type { Bid } from './bid.entity.js'
import { answersIn, type BidOfSupplier, listAnswerSections } from './bid-queries.js'
import { type BoundAcknowledgement, standing } from './domain/acknowledgements.js'
import { type BidDraft, type EthicsAnswers, envelopesOf } from './domain/bid-content.js'
import { type EvidenceFile, pinned, type PinnedFile } from './domain/evidence.js'
import { listFiles } from './evidence-queries.js'
import { type Sealing, workingCopyOf } from './sealing.js'
import { hashOfOffer, shownHashOf } from './version-parts.js'
import { type EarlierStatement, listEarlierStatements } from './supplier-statements.js'

/** All that a submission is made of. */
export interface Working extends BesideDraft {
  draft: BidDraft
}

export interface BesideDraft {
  answers: EthicsAnswers
  acknowledgements: readonly BoundAcknowledgement[]
  earlierStatements: readonly EarlierStatement[]
  files: readonly EvidenceFile[]
}

/** What a submission is made of that does not stand in the bid's own row, asked at once. */
export async function readBesideDraft(view: Readable, sealing: Sealing, bid: BidOfSupplier): Promise<BesideDraft> {
  const [sections, acknowledgements, earlierStatements, files] = await Promise.all([
    listAnswerSections(view, sealing, bid),
    getAcknowledgements(view, sealing, bid),
    listEarlierStatements(view, sealing, bid),
    listFiles(view, sealing, bid.id),
  ])
  return { answers: answersIn(sections), acknowledgements, earlierStatements, files }
}

export const draftOf = (sealing: Sealing, bid: Bid): BidDraft => sealing.unseal(bid.workingCopy, workingCopyOf(bid)) as BidDraft

export interface Offer {
  quality: Buffer
  price: Buffer
  priceHash: string
  hash: Buffer
  files: readonly PinnedFile[]
}

/** The content of the two envelopes with the hash of both, and the files in them. Acknowledgements that lapsed are no part of it. */
export function offerOf({ draft, answers, acknowledgements, files: held }: Working, report: CheckReport): Offer {
  const files = pinned(held)
  const envelopes = envelopesOf(draft, answers, standing(acknowledgements, report), files)
  const [quality, price] = [canonicalBytes(envelopes.quality), canonicalBytes(envelopes.price)]
  const priceHash = shownHashOf(price)
  return { quality, price, priceHash, hash: hashOfOffer(shownHashOf(quality), priceHash), files }
}
