import { randomBytes } from 'node:crypto'

import { canonicalBytes, shownHash } from '../../shared/canonical.js'
import { askLast, type Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { newId } from '../../shared/ids.js'
import { type Head, lockHead } from '../audit/record-audit.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import { bidSubject } from './bid-audit.js'
import type { Bid } from './bid.entity.js'
import type { Received } from './bid-guards.js'
import { type BeforeVersion, receiptAsKept, type StoredReceipt } from './bid-queries.js'
import type { Offer } from './offer.js'
import { aboutEnvelope, sealEnvelope } from './envelope.js'
import type { ReceiptKeys } from './receipt-keys.js'
import { secretOf, type Sealing } from './sealing.js'
import type { StandsOn } from './stands-on.js'
import { copyOfVersion, saveCopy } from './supplier-copies.js'
import { commitmentTo, qualityPart, shownHashOf } from './version-parts.js'

/** What is to be kept of one submission. */
export interface Submission {
  bid: Bid
  number: number
  offer: Offer
  stands: StandsOn
  recipients: BeforeVersion['recipients']
  copyFor: BeforeVersion['copyFor']
  report: CheckReport
  received: Received
}

/** What the line in the log says of a submission beside the receipt's own words: by these the sealed bytes are known to whoever cannot open them. */
interface SealedHashes {
  qualityEnvelope: string
  priceEnvelope: string
}

/**
 * Stores report, version and signed receipt, tied to each other by the database, and answers the receipt with the chain's head. Call it when all but
 * the pins of its files and the audit line is asked: it takes the head of the supplier's chain into the receipt, which is the last lock.
 */
export async function saveVersion(
  tx: Tx,
  actor: Actor,
  keys: ReceiptKeys,
  sealing: Sealing,
  submission: Submission,
): Promise<{ made: StoredReceipt; head: Head; hashes: SealedHashes }> {
  const { bid, number, offer, stands, report, received } = submission
  const [reportBytes, salt] = [canonicalBytes(report), randomBytes(32)]
  const { quality, price, copy } = sealed(submission, reportBytes, salt)
  const reportId = newId()
  const reported = tx.query('INSERT INTO check_report (id, bid_id, input_hash, outcome, made_at) VALUES ($1, $2, $3, $4, $5)', [
    reportId,
    bid.id,
    report.inputHash,
    report.outcome,
    received.at,
  ])
  await askLast(tx, reported)
  const commitment = commitmentTo(salt, offer.hash)
  const { stream } = bidSubject(bid.id, bid.supplierId)
  const head = await lockHead(tx, stream)
  const signed = keys.sign({
    bidId: bid.id,
    requirementId: bid.requirementId,
    version: number,
    receivedAt: received.at,
    contentCommitment: shownHash(commitment),
    files: offer.files.map(({ id, sha256 }) => ({ id, sha256 })),
    reportHash: shownHashOf(reportBytes),
    membershipId: stands.membershipId,
    libraryAnswers: stands.answersHash === null ? null : shownHash(stands.answersHash),
    previousCheckpoint: { stream, sequence: Number(head.length), head: shownHash(head.head) },
  })
  const receipt = canonicalBytes(signed)
  const kept = tx.query(
    `INSERT INTO bid_version (id, bid_id, number, quality, price, content_hash, salt, commitment, input_hash, report_id, submitted_by, received_at, receipt, membership_id, answers_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      newId(),
      bid.id,
      number,
      quality,
      price,
      sealing.sealSecret(offer.hash, secretOf('content_hash', bid, number)),
      sealing.sealSecret(salt, secretOf('salt', bid, number)),
      commitment,
      report.inputHash,
      reportId,
      actor.personId,
      received.at,
      receipt,
      stands.membershipId,
      stands.answersHash,
    ],
  )
  await askLast(tx, kept)
  if (copy !== null) await askLast(tx, saveCopy(tx, bid.id, copyOfVersion(number), copy))
  const hashes = { qualityEnvelope: shownHashOf(quality), priceEnvelope: shownHashOf(price) }
  return { made: receiptAsKept({ receipt, salt, contentHash: offer.hash }), head, hashes }
}

/** The two envelopes, with what only their openers may read: the report, and what the commitment is made of. */
function sealed({ bid, number, offer, recipients, copyFor }: Submission, report: Buffer, salt: Buffer) {
  const part = qualityPart(offer.quality, report, { price: offer.priceHash, salt: salt.toString('hex') })
  const about = aboutEnvelope('quality', bid.id, number)
  return {
    quality: sealEnvelope(part, recipients.quality, about),
    price: sealEnvelope(offer.price, recipients.price, aboutEnvelope('price', bid.id, number)),
    copy: copyFor === null ? null : sealEnvelope(part, { supplier: copyFor }, about),
  }
}
