import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'

export interface OpenRequirement {
  id: string
  title: string
  buyerName: string
  submissionDeadline: Instant
}

/** What the supplier may bid on by its active memberships, without some that it has to do with already: what closes first comes first. */
export const listOpenTo = (view: Readable, supplierId: string, without: readonly string[], limit: number): Promise<OpenRequirement[]> =>
  rows<OpenRequirement>(
    view,
    `SELECT r.id, r.title, o.name AS "buyerName", r.submission_deadline AS "submissionDeadline"
     FROM requirement r JOIN organisation o ON o.id = r.buyer_id
     WHERE r.state = 'open' AND r.submission_deadline > market_now() AND r.id <> ALL ($2::uuid[])
       AND r.category_ids && ARRAY(SELECT category_id FROM membership WHERE supplier_id = $1 AND state = 'active')
     ORDER BY r.submission_deadline, r.id LIMIT $3`,
    [supplierId, without, limit],
  )
