import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { Sealing } from '../../shared/sealing.js'
import { recordAudit } from '../audit/record-audit.js'
import { type RefusalRecord, Refusals } from '../audit/refusals.js'
import { mayReadOwnStanding } from '../memberships/domain/membership-policy.js'
import { lockMembership, membershipSubject } from '../memberships/membership-queries.js'
import { countOpenReviews, type ReviewCounts, type ReviewOutcome, type ReviewSummary } from '../memberships/membership-reviews.js'
import { StandingActs } from '../memberships/standing-acts.js'
import { lockForOfficer, refuseUnlessDeciding, refuseUnlessReadingStanding } from '../memberships/standing-guards.js'
import { refuseWithoutDeclarationOf } from '../memberships/supplier-interests.service.js'
import { publish } from '../outbox/publish.js'
import { getPinned, type PinnedAnswer } from './pinned-answers.js'
import { IncidentDayUnfit, refuseEnded, ReviewSettled } from './review-guards.js'
import { getReview, giveVerdict, type Incident, listOpen, openIncident } from './review-queries.js'

/** What a supplier tells of an incident with a product. */
export type ReportedIncident = { [Part in keyof Incident]: string }

/** A review with what was accepted and what is to be looked at; both null of an incident, and one version where it ran out. */
export interface ReviewFile extends ReviewSummary {
  accepted: PinnedAnswer | null
  now: PinnedAnswer | null
}

/** What officers look at again while memberships go on. */
@Injectable()
export class ReviewService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly acts: StandingActs,
    private readonly sealing: Sealing,
  ) {}

  /** Those that are open, of memberships that count, by their last day. */
  queue(actor: Actor, limit: number, cursor: string | undefined): Promise<Page<ReviewSummary> & { counts: ReviewCounts }> {
    refuseUnlessReadingStanding(actor)
    const [dueOn = null, id = null] = readCursor(cursor, ['day', 'uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const found = await listOpen(view, dueOn, id, limit + 1)
      return { ...pageOf(found, limit, review => [review.dueOn, review.id]), counts: await countOpenReviews(view) }
    })
  }

  /** Which supplier a review is about: what is asked before interests are declared. */
  supplierOf(actor: Actor, id: string): Promise<string> {
    refuseUnlessReadingStanding(actor)
    return this.unitOfWork.read(actor, async view => (await getReview(view, id)).supplierId)
  }

  /** Only for who has declared to have no interest in the supplier. */
  get(actor: Actor, id: string): Promise<ReviewFile> {
    refuseUnlessReadingStanding(actor)
    return this.unitOfWork.read(actor, async view => {
      const { acceptedPin, newPin, applicationId: _, ...review } = await getReview(view, id)
      await refuseWithoutDeclarationOf(view, actor, review.supplierId)
      return {
        ...review,
        accepted: acceptedPin === null ? null : await getPinned(view, this.sealing, acceptedPin),
        now: newPin === null ? null : await getPinned(view, this.sealing, newPin),
      }
    })
  }

  /** The supplier tells of an incident: officers look at the membership again, which goes on meanwhile. */
  async report(actor: Actor, membershipId: string, incident: ReportedIncident, repeat: RepeatKey | null): Promise<void> {
    if (!mayReadOwnStanding(actor)) throw new NotFound('membership')
    const refusal: RefusalRecord = { action: 'membership.incident-refused' }
    await this.refusals.recorded(actor, refusal, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const membership = await lockMembership(tx, membershipId)
        if (membership.supplierId !== actor.organisationId) throw new NotFound('membership')
        refusal.subject = membershipSubject(membership)
        refuseEnded(membership.state)
        if (incident.happenedOn > londonDay(await marketNow(tx))) throw new IncidentDayUnfit()
        const id = await openIncident(tx, actor, membership, incident)
        await recordAudit(tx, actor, 'membership.incident-reported', membershipSubject(membership), { reviewId: id, ...incident })
        return { id }
      }),
    )
  }

  /** An officer wants another look, and says why. */
  async recheck(actor: Actor, membershipId: string, reason: string, repeat: RepeatKey | null): Promise<void> {
    await this.acts.act(actor, membershipId, repeat, 'membership.recheck-refused', async (tx, membership) => {
      refuseEnded(membership.state)
      const id = await openIncident(tx, actor, membership, { account: reason, happenedOn: null, product: null })
      await recordAudit(tx, actor, 'membership.recheck-opened', membershipSubject(membership), { reviewId: id, reason })
    })
  }

  /**
   * Settles it as it was read: the newest version that whoever settles saw is the one that is accepted, and a claim has its verdict by that. What is not
   * accepted leads on to a suspension or a notice of removal, which are decided by themselves.
   */
  async settle(
    actor: Actor,
    id: string,
    outcome: ReviewOutcome,
    seen: number,
    reason: string | null,
    repeat: RepeatKey | null,
  ): Promise<void> {
    const refusal: RefusalRecord = { action: 'membership.review-refused' }
    await this.refusals.recorded(actor, refusal, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        refuseUnlessDeciding(actor)
        const { membershipId } = await getReview(tx, id)
        const membership = await lockForOfficer(tx, actor, membershipId, refusal)
        const review = await getReview(tx, id)
        if (review.outcome !== null) throw new ReviewSettled()
        const now = review.newPin === null ? null : await getPinned(tx, this.sealing, review.newPin)
        refuseStale(now?.version ?? 0, seen)
        if (now !== null && now.productId !== null) await giveVerdict(tx, actor, String(review.applicationId), now.id, outcome, reason)
        await tx.query('UPDATE membership_review SET outcome = $2, reason = $3, settled_by = $4, settled_at = market_now() WHERE id = $1', [
          id,
          outcome,
          reason,
          actor.personId,
        ])
        await publish(tx, { type: 'membership.review-settled', payload: { reviewId: id, membershipId } })
        await recordAudit(tx, actor, 'membership.review-settled', membershipSubject(membership), {
          reviewId: id,
          kind: review.kind,
          outcome,
          ...(reason === null ? {} : { reason }),
          ...(now === null ? {} : { question: now.question, version: now.version, hash: now.hash }),
        })
        return { id }
      }),
    )
  }
}
