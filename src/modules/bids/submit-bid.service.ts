import { randomBytes } from 'node:crypto'

import { Injectable } from '@nestjs/common'

import { canonicalBytes, sha256, shownHash } from '../../shared/canonical.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound, Refused } from '../../shared/domain/errors.js'
import { newId } from '../../shared/ids.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { isActiveMember } from '../memberships/memberships.js'
import { publish } from '../outbox/publish.js'
import { shareRequirement } from '../requirements/requirement-queries.js'
import type { Requirement } from '../requirements/requirement.entity.js'
import { bidSubject } from './bid-audit.js'
import { getAcknowledgements } from './acknowledgements.service.js'
import { Bid } from './bid.entity.js'
import { readReceived, type Received, refuseUnlessOpenFor, refuseUnlessWritable } from './bid-guards.js'
import { findLastVersion, getBid, getEthicsAnswers, lockBid } from './bid-queries.js'
import { type BoundAcknowledgement, standing, unacknowledged } from './domain/acknowledgements.js'
import { bidIncompletenessOf } from './domain/bid-completeness.js'
import { type BidDraft, type EthicsAnswers, envelopesOf } from './domain/bid-content.js'
import { moveBid } from './domain/bid-lifecycle.js'
import { maySubmit } from './domain/bid-policy.js'
import type { Receipt } from './domain/receipt.js'
import { statementsIn } from './domain/supplier-statements.js'
import { checkBid } from './check-bid.js'
import { seal, unseal } from './sealing.js'
import { type EarlierStatement, listEarlierStatements, recordStatements } from './supplier-statements.js'

export interface Submitted {
  version: number
  /** False when the content equals the last version's, whose receipt then stands. */
  fresh: boolean
}

@Injectable()
export class SubmitBidService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly guidelines: GuidelinesService,
  ) {}

  /** Accepts the working copy as it stands, or refuses and changes nothing. The database clock decides, read after all locks are held. */
  submit(actor: Actor, bidId: string, repeat: RepeatKey | null): Promise<Submitted> {
    const subject = bidSubject(bidId, actor.organisationId)
    return this.refusals.recorded(actor, { action: 'bid.submission-refused', subject }, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const { bid, requirement, received } = await lockForSubmission(tx, actor, bidId)
        const working = await readWorkingCopy(tx, bid)
        const report = checkBid(this.guidelines, requirement, working)
        const offer = offerOf(working, report)
        const last = await findLastVersion(tx, bidId)
        if (last?.contentHash.equals(offer.hash) === true) return { version: last.number, fresh: false }
        refuseIncomplete(working.draft, requirement)
        if (report.outcome === 'blocked') throw new EthicsCheckFailed(report)
        refuseUnacknowledged(working.acknowledgements, report)

        const version = await saveVersion(tx, actor, bid, (last?.number ?? 0) + 1, offer, report, received)
        await recordStatements(tx, bid, statementsIn(working.answers), received.at)
        await tx.update(Bid, bidId, { state: moveBid(bid.state, 'submitted') })
        await publish(tx, { type: 'bid.submitted', payload: { bidId, version: version.number } })
        await recordAudit(tx, actor, 'bid.submitted', subject, version)
        return { version: version.number, fresh: true }
      }),
    )
  }
}

export class EthicsCheckFailed extends Refused {
  constructor(readonly report: CheckReport) {
    super('ethics-check-failed', 'The ethics answers do not pass the check against the guidelines. See report.', [], { report })
  }
}

class WarningsNotAcknowledged extends Refused {
  constructor(rules: readonly string[], report: CheckReport) {
    const detail = `The check warns of something without a reason from you: ${rules.join(', ')}. Change the answers, or acknowledge each with a reason.`
    super('warnings-not-acknowledged', detail, [], { rules, report })
  }
}

/** Requirement, membership, bid: the order of locks everywhere. The clock is read when all are held, so that receipts never run backwards. */
async function lockForSubmission(tx: Tx, actor: Actor, bidId: string): Promise<{ bid: Bid; requirement: Requirement; received: Received }> {
  const found = await getBid(tx, bidId)
  if (!maySubmit(actor, found)) throw new NotFound('bid')
  const requirement = await shareRequirement(tx, found.requirementId)
  const isMember = await isActiveMember(tx, found.supplierId, requirement.categoryIds)
  const bid = await lockBid(tx, bidId)
  const received = await readReceived(tx, requirement.id)
  refuseUnlessOpenFor(requirement, isMember, received)
  refuseUnlessWritable(bid)
  return { bid, requirement, received }
}

/** All that a submission is made of. */
interface Working {
  draft: BidDraft
  answers: EthicsAnswers
  acknowledgements: readonly BoundAcknowledgement[]
  earlierStatements: readonly EarlierStatement[]
}

const readWorkingCopy = async (tx: Tx, bid: Bid): Promise<Working> => ({
  draft: unseal(bid.workingCopy) as BidDraft,
  answers: await getEthicsAnswers(tx, bid.id),
  acknowledgements: await getAcknowledgements(tx, bid.id),
  earlierStatements: await listEarlierStatements(tx, bid),
})

interface Offer {
  quality: Buffer
  price: Buffer
  hash: Buffer
}

/** The two envelopes with the hash of both. Acknowledgements that lapsed are no part of it. */
function offerOf({ draft, answers, acknowledgements }: Working, report: CheckReport): Offer {
  const envelopes = envelopesOf(draft, answers, standing(acknowledgements, report))
  const [quality, price] = [canonicalBytes(envelopes.quality), canonicalBytes(envelopes.price)]
  const hash = sha256(canonicalBytes({ quality: shownHash(sha256(quality)), price: shownHash(sha256(price)) }))
  return { quality: seal(envelopes.quality), price: seal(envelopes.price), hash }
}

function refuseIncomplete(draft: BidDraft, requirement: Requirement): void {
  const errors = bidIncompletenessOf(draft, requirement.content)
  if (errors.length > 0) throw new Refused('bid-incomplete', 'The bid is not complete. See errors.', errors)
}

function refuseUnacknowledged(acknowledgements: readonly BoundAcknowledgement[], report: CheckReport): void {
  const rules = unacknowledged(acknowledgements, report)
  if (rules.length > 0) throw new WarningsNotAcknowledged(rules, report)
}

/** Stores report and version, tied to each other by the database, and answers what the log commits to. */
async function saveVersion(tx: Tx, actor: Actor, bid: Bid, number: number, offer: Offer, report: CheckReport, received: Received) {
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
    files: [],
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
