import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { awaitsResponse, INVITATION_STATES } from './domain/invitation-lifecycle.js'
import type { OpenRequirement } from './open-to-supplier.js'

/** What the supplier was invited to and has not answered, without what it bids on, which is an answer: what closes first comes first. */
export const listAwaitedOf = (view: Readable, supplierId: string, bidOn: readonly string[], limit: number): Promise<OpenRequirement[]> =>
  rows<OpenRequirement>(
    view,
    `SELECT r.id, r.title, o.name AS "buyerName", r.submission_deadline AS "submissionDeadline"
     FROM invitation i JOIN requirement r ON r.id = i.requirement_id JOIN organisation o ON o.id = r.buyer_id
     WHERE i.supplier_id = $1 AND i.state = ANY ($2::text[]) AND r.state = 'open' AND r.submission_deadline > market_now() AND r.id <> ALL ($3::uuid[])
     ORDER BY r.submission_deadline, r.id LIMIT $4`,
    [supplierId, INVITATION_STATES.filter(awaitsResponse), bidOn, limit],
  )
