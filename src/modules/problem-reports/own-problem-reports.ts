import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'

/** A problem as the supplier that reported it sees it. */
export interface OwnProblemReport {
  id: string
  requirementId: string
  requirementTitle: string
  text: string
  reportedAt: Instant
}

/** The last that the supplier's people reported, newest first. */
export const listOwnReports = (view: Readable, supplierId: string, limit: number): Promise<OwnProblemReport[]> =>
  rows<OwnProblemReport>(
    view,
    `SELECT p.id, p.requirement_id AS "requirementId", r.title AS "requirementTitle", p.text, p.reported_at AS "reportedAt"
     FROM problem_report p JOIN requirement r ON r.id = p.requirement_id
     WHERE p.supplier_id = $1 ORDER BY p.reported_at DESC, p.id DESC LIMIT $2`,
    [supplierId, limit],
  )
