import { Injectable, type OnModuleInit } from '@nestjs/common'

import { rows, firstRow } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { recordAudit } from '../audit/record-audit.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { EventHandlers, type HandledEvent } from '../outbox/event-handlers.js'
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
import { unseal } from './sealing.js'
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
  ) {}

  onModuleInit(): void {
    this.handlers.register(
      { name: 'ask-to-confirm', on: 'requirement.amended', handle: askToConfirm },
      { name: 'recheck-version', on: 'bid.to-confirm', handle: (tx, { payload }) => this.recheck(tx, String(payload['bidId'])) },
    )
  }

  /** Requirement before bid, as everywhere: a version submitted meanwhile was checked as amended, and passes. After the deadline nobody could mend it, so then it stays. */
  private async recheck(tx: Tx, bidId: string): Promise<void> {
    const { requirementId } = await getBid(tx, bidId)
    const requirement = await shareRequirement(tx, requirementId)
    const bid = await lockBid(tx, bidId)
    const { inTime, rulings } = await readReceived(tx, requirementId)
    if (requirement.state !== 'open' || !inTime || bid.state !== 'submitted') return
    const version = await getLastVersion(tx, bidId)
    const { ethicsAnswers: answers, files: held } = unseal(version.quality) as Envelopes['quality']
    const files = asSubmitted(await listFilesOfVersion(tx, bidId, version.number), held)
    const report = checkBid(this.guidelines, requirement, {
      answers,
      files,
      rulings,
      earlierStatements: await listEarlierStatements(tx, bid),
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

async function getLastVersion(tx: Tx, bidId: string): Promise<{ number: number; quality: Buffer }> {
  const version = await firstRow<{ number: number; quality: Buffer }>(
    tx,
    'SELECT number, quality FROM bid_version WHERE bid_id = $1 ORDER BY number DESC LIMIT 1',
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
