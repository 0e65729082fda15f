import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { withEveryRow } from '../../shared/database/with-every-row.js'
import type { Instant } from '../../shared/domain/instant.js'
import { regimesThatInvite } from './domain/who-may-bid.js'
import { LEFT_OUT } from './may-bid.js'

export interface OpenRequirement {
  id: string
  title: string
  buyerName: string
  submissionDeadline: Instant
}

/** What the supplier may bid on by its active memberships and, where the law asks for one, its invitation, without some that it has to do with already: what closes first comes first. */
export const listOpenTo = (view: Readable, supplierId: string, without: readonly string[], limit: number): Promise<OpenRequirement[]> =>
  withEveryRow(view, 'look-for-own-invitation', () =>
    rows<OpenRequirement>(
      view,
      `SELECT r.id, r.title, o.name AS "buyerName", r.submission_deadline AS "submissionDeadline"
     FROM requirement r JOIN organisation o ON o.id = r.buyer_id
     WHERE r.state = 'open' AND r.submission_deadline > market_now() AND r.id <> ALL ($3::uuid[])
       AND r.category_ids && ARRAY(SELECT category_id FROM membership WHERE supplier_id = $1 AND state = 'active')
       AND NOT ${LEFT_OUT}
     ORDER BY r.submission_deadline, r.id LIMIT $4`,
      [supplierId, regimesThatInvite, without, limit],
    ),
  )
