import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import { IS_UNANSWERED_QUERY } from './ethics-audit-queries.js'

/** A question of an officer that waits for the supplier. */
export interface QueryToAnswer {
  bidId: string
  requirementTitle: string
  questionId: string
  dueAt: Instant
  isOverdue: boolean
}

/** What the supplier was asked about its bids and has not answered, the most urgent first. */
export const listQueriesTo = (view: Readable, supplierId: string): Promise<QueryToAnswer[]> =>
  rows<QueryToAnswer>(
    view,
    `SELECT a.bid_id AS "bidId", r.title AS "requirementTitle", m.question_id AS "questionId", m.due_at AS "dueAt",
            m.due_at <= market_now() AS "isOverdue"
     FROM bid b JOIN ethics_audit a ON a.bid_id = b.id JOIN ethics_audit_message m ON m.audit_id = a.id JOIN requirement r ON r.id = b.requirement_id
     WHERE b.supplier_id = $1 AND ${IS_UNANSWERED_QUERY}
     ORDER BY m.due_at, m.id`,
    [supplierId],
  )
