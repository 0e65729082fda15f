import { marketNow } from '../../shared/database/market-now.js'
import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { newId } from '../../shared/ids.js'
import type { Membership } from '../memberships/membership-queries.js'
import { REVIEW, REVIEW_WAITS, type ReviewOutcome, type ReviewSummary } from '../memberships/membership-reviews.js'
import { publish } from '../outbox/publish.js'
import { reviewDue } from './review-due.js'

/** What happened, as a supplier tells it, or why an officer wants another look, which names no day and no product. */
export interface Incident {
  account: string
  happenedOn: string | null
  product: string | null
}

type Review = ReviewSummary & { applicationId: string | null; acceptedPin: string | null; newPin: string | null }

export async function getReview(view: Readable, id: string): Promise<Review> {
  const summary = await firstRow<ReviewSummary>(view, `${REVIEW} WHERE v.id = $1`, [id])
  if (summary === null) throw new NotFound('review')
  const pins = await oneRow<Pick<Review, 'applicationId' | 'acceptedPin' | 'newPin'>>(
    view,
    'SELECT application_id AS "applicationId", accepted_pin AS "acceptedPin", new_pin AS "newPin" FROM membership_review WHERE id = $1',
    [id],
  )
  return { ...summary, ...pins }
}

/** Of memberships that count, by their last day. */
export const listOpen = (view: Readable, dueOn: string | null, id: string | null, limit: number): Promise<ReviewSummary[]> =>
  rows<ReviewSummary>(
    view,
    `${REVIEW} WHERE ${REVIEW_WAITS} AND ($1::date IS NULL OR (v.due_on, v.id) > ($1, $2::uuid)) ORDER BY v.due_on, v.id LIMIT $3`,
    [dueOn, id, limit],
  )

/** Opens a review that is about no answer, with its membership held; answers its id. */
export async function openIncident(
  tx: Tx,
  { personId }: Actor,
  { id: membershipId, supplierId }: Membership,
  { account, happenedOn, product }: Incident,
): Promise<string> {
  const reviewId = newId()
  await tx.query(
    `INSERT INTO membership_review (id, membership_id, supplier_id, kind, account, happened_on, product, opened_by, opened_at, renewed_at, due_on)
     SELECT $1, $2, $3, 'incident', $4, $5, $6, $7, clock.now, clock.now, $8 FROM (SELECT market_now() AS now OFFSET 0) clock`,
    [reviewId, membershipId, supplierId, account, happenedOn, product, personId, await reviewDue(tx, londonDay(await marketNow(tx)))],
  )
  await publish(tx, { type: 'membership.review-opened', payload: { reviewId, membershipId } })
  return reviewId
}

/** A claim that was changed counts by a verdict on the version that was looked at. */
export async function giveVerdict(
  tx: Tx,
  { personId }: Actor,
  applicationId: string,
  pinId: string,
  outcome: ReviewOutcome,
  reason: string | null,
): Promise<void> {
  await tx.query(
    `INSERT INTO claim_verdict (id, application_id, application_answer_id, verdict, reason, given_by, given_at) VALUES ($1, $2, $3, $4, $5, $6, market_now())`,
    [newId(), applicationId, pinId, outcome === 'accepted' ? 'accepted' : 'rejected', reason, personId],
  )
}
