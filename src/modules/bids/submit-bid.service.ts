import { Inject, Injectable } from '@nestjs/common'

import { shownHash } from '../../shared/canonical.js'
import { askLast, type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound, Refused } from '../../shared/domain/errors.js'
import { refuseOldSignIn } from '../../shared/domain/fresh-sign-in.js'
import { StaleVersion } from '../../shared/domain/revision.js'
import { type RepeatKey, runOnceAfter } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { recordAudit } from '../audit/record-audit.js'
import { type RefusalRecord, Refusals } from '../audit/refusals.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { publish } from '../outbox/publish.js'
import type { Requirement } from '../requirements/requirement.entity.js'
import { bidSubject } from './bid-audit.js'
import type { Bid } from './bid.entity.js'
import { lockForSubmission, refuseUnlessOpenFor, refuseUnlessWritable } from './bid-guards.js'
import { type BeforeVersion, getBid, type LastVersion, readBeforeVersion, type StoredReceipt } from './bid-queries.js'
import { type BoundAcknowledgement, unacknowledged } from './domain/acknowledgements.js'
import { bidIncompletenessOf } from './domain/bid-completeness.js'
import type { BidDraft } from './domain/bid-content.js'
import { moveBid } from './domain/bid-lifecycle.js'
import { maySubmit } from './domain/bid-policy.js'
import { statementsIn } from './domain/supplier-statements.js'
import { checkBid } from './check-bid.js'
import { type BesideDraft, draftOf, type Offer, offerOf, readBesideDraft } from './offer.js'
import { noteLateBid } from './note-refusals.js'
import { pinFiles } from './pin-files.js'
import { ReceiptKeys } from './receipt-keys.js'
import { saveVersion } from './save-version.js'
import { Sealing } from './sealing.js'
import { standsOn } from './stands-on.js'
import { recordStatements } from './supplier-statements.js'

export interface Submitted {
  version: number
  /** False when the content equals the last version's, whose receipt then stands. */
  fresh: boolean
  /** The receipt, where it was made just now; a repeat is answered with one that is on record. */
  made: StoredReceipt | null
}

@Injectable()
export class SubmitBidService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly guidelines: GuidelinesService,
    private readonly keys: ReceiptKeys,
    private readonly sealing: Sealing,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /**
   * Accepts the working copy as it stands, or refuses and changes nothing. The database clock decides, read after all locks are held. Who says what
   * content they have seen, by its hash, submits that and no other.
   */
  async submit(actor: Actor, bidId: string, repeat: RepeatKey | null, seen: string | null = null): Promise<Submitted> {
    const subject = bidSubject(bidId, actor.organisationId)
    const refusal: RefusalRecord = {
      action: 'bid.submission-refused',
      subject,
      note: (tx, error) => noteLateBid(tx, bidId, error),
    }
    let made: StoredReceipt | null = null
    const outcome = await this.refusals.recorded(actor, refusal, () =>
      runOnceAfter(
        this.unitOfWork,
        actor,
        repeat,
        view => getBid(view, bidId),
        async (tx, found) => {
          if (!maySubmit(actor, found)) throw new NotFound('bid')
          const locking = lockForSubmission(tx, found)
          const reading = this.readHeld(tx, found)
          const { bid, requirement, membership, received } = await locking
          refusal.decidedAt = received.at
          refuseUnlessOpenFor(requirement, membership !== null, received)
          const stands = standsOn(membership)
          refuseOldSignIn(actor, this.config.sessions.freshSeconds, 'submitting a bid')
          refuseUnlessWritable(bid)
          const [beside, { last, recipients, copyFor }] = await reading
          const working = { ...beside, draft: draftOf(this.sealing, bid) }
          const report = checkBid(this.guidelines, requirement, { ...working, rulings: received.rulings })
          const offer = offerOf(working, report)
          if (seen !== null && seen !== shownHash(offer.hash)) throw new StaleVersion()
          const standing = standingVersion(bid, last, offer, report)
          if (standing !== null) {
            await recordAudit(tx, actor, 'bid.confirmed', subject, { number: standing, receivedAt: received.at })
            return answered(tx, actor, bidId, repeat, { version: standing, fresh: false })
          }
          refuseIncomplete(working.draft, requirement)
          if (report.outcome === 'blocked') throw new EthicsCheckFailed(report)
          refuseUnacknowledged(working.acknowledgements, report)

          const number = (last?.number ?? 0) + 1
          const type = last === null ? 'bid.submitted' : 'bid.replaced'
          await askLast(
            tx,
            Promise.all([
              recordStatements(tx, this.sealing, bid, statementsIn(working.answers), received.at),
              tx.query('UPDATE bid SET state = $2 WHERE id = $1', [bidId, moveBid(bid.state, 'submitted')]),
              publish(tx, { type, payload: { bidId, version: number } }),
            ]),
          )
          const saved = await saveVersion(tx, actor, this.keys, this.sealing, {
            bid,
            number,
            offer,
            stands,
            recipients,
            copyFor,
            report,
            received,
          })
          made = saved.made
          await askLast(tx, pinFiles(tx, bidId, number, offer.files))
          const { contentCommitment, reportHash } = made.receipt
          const { membershipId, libraryAnswers } = made.receipt
          const details = { number, contentCommitment, reportHash, membershipId, libraryAnswers, receivedAt: received.at, ...saved.hashes }
          await recordAudit(tx, actor, type, subject, details, saved.head)
          return answered(tx, actor, bidId, repeat, { version: number, fresh: true })
        },
      ),
    )
    return { ...outcome, made }
  }

  /** Asked behind the locks and so read once they are held. Nobody looks at it, nor at why it failed, where the submission is refused before. */
  private readHeld(tx: Tx, bid: Bid): Promise<[BesideDraft, BeforeVersion]> {
    const reading = Promise.all([readBesideDraft(tx, this.sealing, bid), readBeforeVersion(tx, this.sealing, bid)])
    reading.catch(() => undefined)
    return reading
  }
}

export class EthicsCheckFailed extends Refused {
  constructor(readonly report: CheckReport) {
    const rules = report.findings.filter(({ outcome }) => outcome === 'block').map(({ rule }) => rule)
    super('ethics-check-failed', 'The ethics answers do not pass the check against the guidelines. See report.', [], { rules, report })
  }
}

class WarningsNotAcknowledged extends Refused {
  constructor(rules: readonly string[], report: CheckReport) {
    const detail = `The check warns of something without a reason from you: ${rules.join(', ')}. Change the answers, or acknowledge each with a reason.`
    super('warnings-not-acknowledged', detail, [], { rules, report })
  }
}

/** Remembers, beside the key's 24 hours, which receipt answers it: whoever lost the answer may ask for it at any time. */
async function answered<T extends { version: number }>(
  tx: Tx,
  actor: Actor,
  bidId: string,
  repeat: RepeatKey | null,
  submitted: T,
): Promise<T> {
  if (repeat === null) return submitted
  const sql = 'INSERT INTO submission_key (bid_id, person_id, key, version) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING'
  await askLast(tx, tx.query(sql, [bidId, actor.personId, repeat.key, submitted.version]))
  return submitted
}

/** The number of the last version where the content equals it and it still counts: an amended requirement may block what it let pass before. */
function standingVersion({ state }: Bid, last: LastVersion | null, { hash }: Offer, { outcome }: CheckReport): number | null {
  const counts = state === 'submitted' && outcome !== 'blocked'
  return counts && last?.contentHash.equals(hash) === true ? last.number : null
}

function refuseIncomplete(draft: BidDraft, requirement: Requirement): void {
  const errors = bidIncompletenessOf(draft, requirement.content)
  if (errors.length > 0) throw new Refused('bid-incomplete', 'The bid is not complete. See errors.', errors)
}

function refuseUnacknowledged(acknowledgements: readonly BoundAcknowledgement[], report: CheckReport): void {
  const rules = unacknowledged(acknowledgements, report)
  if (rules.length > 0) throw new WarningsNotAcknowledged(rules, report)
}
