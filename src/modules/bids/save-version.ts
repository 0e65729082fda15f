import { randomBytes } from 'node:crypto'

import { canonicalBytes, sha256, shownHash } from '../../shared/canonical.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { newId } from '../../shared/ids.js'
import { type Head, lockHead } from '../audit/record-audit.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import { bidSubject } from './bid-audit.js'
import type { Bid } from './bid.entity.js'
import type { Received } from './bid-guards.js'
import { receiptAsKept, type StoredReceipt } from './bid-queries.js'
import type { Offer } from './offer.js'
import type { ReceiptKeys } from './receipt-keys.js'

/** What is to be kept of one submission. */
export interface Submission {
  bid: Bid
  number: number
  offer: Offer
  report: CheckReport
  received: Received
}

/**
 * Stores report, version and signed receipt, tied to each other by the database, and answers the receipt with the chain's head. Call it when all but
 * the pins of its files and the audit line is done: it takes the head of the supplier's chain into the receipt, which is the last lock.
 */
export async function saveVersion(
  tx: Tx,
  actor: Actor,
  keys: ReceiptKeys,
  { bid, number, offer, report, received }: Submission,
): Promise<{ made: StoredReceipt; head: Head }> {
  const reportBytes = canonicalBytes(report)
  const reportId = newId()
  await tx.query('INSERT INTO check_report (id, bid_id, input_hash, outcome, report, made_at) VALUES ($1, $2, $3, $4, $5, $6)', [
    reportId,
    bid.id,
    report.inputHash,
    report.outcome,
    reportBytes,
    received.at,
  ])
  const salt = randomBytes(32)
  const commitment = sha256(Buffer.concat([salt, offer.hash]))
  const { stream } = bidSubject(bid.id, bid.supplierId)
  const head = await lockHead(tx, stream)
  const signed = keys.sign({
    bidId: bid.id,
    requirementId: bid.requirementId,
    version: number,
    receivedAt: received.at,
    contentCommitment: shownHash(commitment),
    files: offer.files.map(({ id, sha256 }) => ({ id, sha256 })),
    reportHash: shownHash(sha256(reportBytes)),
    previousCheckpoint: { stream, sequence: Number(head.length), head: shownHash(head.head) },
  })
  const receipt = canonicalBytes(signed)
  await tx.query(
    `INSERT INTO bid_version (id, bid_id, number, quality, price, content_hash, salt, commitment, input_hash, report_id, submitted_by, received_at, receipt)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      newId(),
      bid.id,
      number,
      offer.quality,
      offer.price,
      offer.hash,
      salt,
      commitment,
      report.inputHash,
      reportId,
      actor.personId,
      received.at,
      receipt,
    ],
  )
  return { made: receiptAsKept({ receipt, salt, contentHash: offer.hash }), head }
}
