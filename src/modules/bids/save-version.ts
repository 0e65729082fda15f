import { randomBytes } from 'node:crypto'

import { canonicalBytes, sha256, shownHash } from '../../shared/canonical.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { newId } from '../../shared/ids.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import type { Bid } from './bid.entity.js'
import type { Received } from './bid-guards.js'
import type { Receipt } from './domain/receipt.js'
import type { Offer } from './offer.js'

/** Stores report and version, tied to each other by the database, and answers what the log commits to. */
export async function saveVersion(tx: Tx, actor: Actor, bid: Bid, number: number, offer: Offer, report: CheckReport, received: Received) {
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
  const receipt: Receipt = {
    bidId: bid.id,
    requirementId: bid.requirementId,
    version: number,
    receivedAt: received.at,
    contentCommitment: shownHash(commitment),
    files: offer.files.map(({ id, sha256 }) => ({ id, sha256 })),
    reportHash: shownHash(sha256(reportBytes)),
  }
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
      canonicalBytes(receipt),
    ],
  )
  return { number, contentCommitment: receipt.contentCommitment, reportHash: receipt.reportHash, receivedAt: received.at }
}
