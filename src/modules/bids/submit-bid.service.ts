import { Injectable } from '@nestjs/common'

import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound, Refused } from '../../shared/domain/errors.js'
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
import { Bid } from './bid.entity.js'
import { readReceived, type Received, refuseUnlessOpenFor, refuseUnlessWritable } from './bid-guards.js'
import { findLastVersion, getBid, lockBid } from './bid-queries.js'
import { type BoundAcknowledgement, unacknowledged } from './domain/acknowledgements.js'
import { bidIncompletenessOf } from './domain/bid-completeness.js'
import type { BidDraft } from './domain/bid-content.js'
import { moveBid } from './domain/bid-lifecycle.js'
import { maySubmit } from './domain/bid-policy.js'
import { statementsIn } from './domain/supplier-statements.js'
import { checkBid } from './check-bid.js'
import { offerOf, readWorking } from './offer.js'
import { pinFiles } from './pin-files.js'
import { saveVersion } from './save-version.js'
import { recordStatements } from './supplier-statements.js'

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
        const working = await readWorking(tx, bid)
        const report = checkBid(this.guidelines, requirement, working)
        const offer = offerOf(working, report)
        const last = await findLastVersion(tx, bidId)
        if (last?.contentHash.equals(offer.hash) === true) return { version: last.number, fresh: false }
        refuseIncomplete(working.draft, requirement)
        if (report.outcome === 'blocked') throw new EthicsCheckFailed(report)
        refuseUnacknowledged(working.acknowledgements, report)

        const version = await saveVersion(tx, actor, bid, (last?.number ?? 0) + 1, offer, report, received)
        await pinFiles(tx, bidId, version.number, offer.files)
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

function refuseIncomplete(draft: BidDraft, requirement: Requirement): void {
  const errors = bidIncompletenessOf(draft, requirement.content)
  if (errors.length > 0) throw new Refused('bid-incomplete', 'The bid is not complete. See errors.', errors)
}

function refuseUnacknowledged(acknowledgements: readonly BoundAcknowledgement[], report: CheckReport): void {
  const rules = unacknowledged(acknowledgements, report)
  if (rules.length > 0) throw new WarningsNotAcknowledged(rules, report)
}
