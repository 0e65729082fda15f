import { Injectable, type OnModuleInit } from '@nestjs/common'

import { rows, firstRow } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { recordAudit } from '../audit/record-audit.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { EventHandlers, type HandledEvent } from '../outbox/event-handlers.js'
import type { PrivateKey } from '../keys/key-service.js'
import { SupplierKeys } from '../keys/supplier-keys.js'
import { publish, publishAll } from '../outbox/publish.js'
import { shareRequirement } from '../requirements/requirement-queries.js'
import { bidSubject } from './bid-audit.js'
import { readReceived } from './bid-guards.js'
import { Bid } from './bid.entity.js'
import { getBid, lockBid } from './bid-queries.js'
import { checkBid } from './check-bid.js'
import type { Envelopes } from './domain/bid-content.js'
import { asSubmitted } from './domain/evidence.js'
import { moveBid } from './domain/bid-lifecycle.js'
import { listFilesOfVersion } from './evidence-queries.js'
import { aboutEnvelope, isSealedFor, openEnvelope } from './envelope.js'
import { SealedUnreadable, Sealing } from './sealing.js'
import { readQualityPart } from './version-parts.js'
import { listEarlierStatements } from './supplier-statements.js'

/**
 * After an amendment, checks again what was submitted. Never in the buyer's transaction, which must take as long with no bid as with a
 * hundred. A version stays valid unless the amended requirement blocks it; its supplier is asked to confirm or replace it either way.
 */
@Injectable()
export class RecheckVersions implements OnModuleInit {
  constructor(
    private readonly handlers: EventHandlers,
    private readonly guidelines: GuidelinesService,
    private readonly sealing: Sealing,
    private readonly keys: SupplierKeys,
  ) {}

  onModuleInit(): void {
    this.handlers.register(
      { name: 'ask-to-confirm', on: 'requirement.amended', handle: askToConfirm },
      { name: 'recheck-version', on: 'bid.to-confirm', handle: (tx, { payload }) => this.recheck(tx, String(payload['bidId'])) },
    )
  }

  /** Requirement before bid, as everywhere: a version submitted meanwhile was checked as amended, and passes. After the deadline nobody could mend it, so then it stays. */
  private async recheck(tx: Tx, bidId: string): Promise<void> {
    const { requirementId, supplierId } = await getBid(tx, bidId)
    // Before anything is locked: whoever saves or submits must not wait for a key service.
    const key = await this.keys.open(tx, supplierId)
    const requirement = await shareRequirement(tx, requirementId)
    const bid = await lockBid(tx, bidId)
    const { inTime, rulings } = await readReceived(tx, requirementId)
    if (requirement.state !== 'open' || !inTime || bid.state !== 'submitted') return
    const version = await getLastVersion(tx, bidId)
    // Of a split key, whose deadline had passed before it was moved: nobody reads the version before its opening.
    if (!isSealedFor('supplier', version.quality)) return
    const { ethicsAnswers: answers, files: held } = await readVersion(key, bid, version)
    const files = asSubmitted(await listFilesOfVersion(tx, this.sealing, bidId, version.number), held)
    const report = checkBid(this.guidelines, requirement, {
      answers,
      files,
      rulings,
      earlierStatements: await listEarlierStatements(tx, this.sealing, bid),
    })
    const { outcome } = report
    if (outcome === 'blocked') await unsubmit(tx, bid)
    await recordAudit(tx, SYSTEM, 'bid.rechecked', bidSubject(bidId, bid.supplierId), {
      version: version.number,
      outcome,
      ...findingsOf(report),
    })
  }
}

/** By the supplier's own key: the requirement's is for nobody before the opening. */
async function readVersion(key: PrivateKey, { id }: Bid, { number, quality }: LastQuality): Promise<Envelopes['quality']> {
  const part = await openEnvelope(quality, key, 'supplier', aboutEnvelope('quality', id, number))
  if (part === null) throw new SealedUnreadable()
  return readQualityPart(part).quality
}

/** Only those who submitted before the change: whoever did since was checked as amended. */
async function askToConfirm(tx: Tx, { payload: { requirementId, change } }: HandledEvent): Promise<void> {
  const submitted = await rows<{ bidId: string }>(
    tx,
    `SELECT b.id AS "bidId" FROM bid b JOIN requirement_change c ON c.requirement_id = b.requirement_id AND c.number = $2
     WHERE b.requirement_id = $1 AND b.state = 'submitted'
       AND (SELECT max(v.received_at) FROM bid_version v WHERE v.bid_id = b.id) <= c.changed_at ORDER BY b.id`,
    [requirementId, change],
  )
  await publishAll(
    tx,
    submitted.map(payload => ({ type: 'bid.to-confirm', payload: { ...payload } })),
  )
}

interface LastQuality {
  number: number
  quality: Buffer
}

async function getLastVersion(tx: Tx, bidId: string): Promise<LastQuality> {
  const version = await firstRow<LastQuality>(
    tx,
    `SELECT v.number, coalesce(c.sealed, v.quality) AS quality
     FROM bid_version v LEFT JOIN supplier_copy c ON c.bid_id = v.bid_id AND c.about = 'version ' || v.number
     WHERE v.bid_id = $1 ORDER BY v.number DESC LIMIT 1`,
    [bidId],
  )
  if (version === null) throw new Error(`The submitted bid ${bidId} has no version.`)
  return version
}

/** The version stays on record and does not count; the supplier may mend the working copy and submit again. */
async function unsubmit(tx: Tx, { id, state }: Bid): Promise<void> {
  await tx.update(Bid, id, { state: moveBid(state, 'draft') })
  await publish(tx, { type: 'bid.blocked-by-amendment', payload: { bidId: id } })
}

const findingsOf = ({ findings }: CheckReport): { blocking: string[] } => ({
  blocking: findings.filter(({ outcome }) => outcome === 'block').map(({ rule }) => rule),
})
