import { canonicalBytes, sha256, shownHash } from '../../shared/canonical.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import { getAcknowledgements } from './acknowledgements.service.js'
import type { Bid } from './bid.entity.js'
import { answersIn, listAnswerSections } from './bid-queries.js'
import { type BoundAcknowledgement, standing } from './domain/acknowledgements.js'
import { type BidDraft, type EthicsAnswers, envelopesOf } from './domain/bid-content.js'
import { type EvidenceFile, pinned, type PinnedFile } from './domain/evidence.js'
import { listFiles } from './evidence-queries.js'
import { sealBytes, unseal } from './sealing.js'
import { type EarlierStatement, listEarlierStatements } from './supplier-statements.js'

/** All that a submission is made of. */
export interface Working {
  draft: BidDraft
  answers: EthicsAnswers
  acknowledgements: readonly BoundAcknowledgement[]
  earlierStatements: readonly EarlierStatement[]
  files: readonly EvidenceFile[]
}

export const readWorking = async (view: Readable, bid: Bid): Promise<Working> => ({
  draft: unseal(bid.workingCopy) as BidDraft,
  answers: answersIn(await listAnswerSections(view, bid.id)),
  acknowledgements: await getAcknowledgements(view, bid.id),
  earlierStatements: await listEarlierStatements(view, bid),
  files: await listFiles(view, bid.id),
})

export interface Offer {
  quality: Buffer
  price: Buffer
  hash: Buffer
  files: readonly PinnedFile[]
}

/** The two envelopes with the hash of both, and the files in them. Acknowledgements that lapsed are no part of it. */
export function offerOf({ draft, answers, acknowledgements, files: held }: Working, report: CheckReport): Offer {
  const files = pinned(held)
  const envelopes = envelopesOf(draft, answers, standing(acknowledgements, report), files)
  const [quality, price] = [canonicalBytes(envelopes.quality), canonicalBytes(envelopes.price)]
  const hash = sha256(canonicalBytes({ quality: shownHash(sha256(quality)), price: shownHash(sha256(price)) }))
  return { quality: sealBytes(quality), price: sealBytes(price), hash, files }
}
