import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import { SHOWN_OF_REQUIREMENT } from './domain/timeline.js'

/** Whose timeline: of one bid, or with no bid named, of all the supplier did about the requirement. */
export interface TimelineOf {
  supplierId: string
  requirementId: string
  bidId: string | null
}

export interface TimelineRow {
  id: string
  recordedAt: Instant
  action: string
  subjectType: string
  subjectId: string
  /** Told of the supplier's own people only. */
  personId: string | null
  personTitle: string | null
  ownDetails: Buffer | null
  problem: string | null
}

/**
 * The supplier's own chain about the bid, the requirement and the problems it reported, with what the requirement's chain holds for
 * everybody; newest first. Details of the requirement's chain stay there: those of an opening name every bid.
 */
export const listTimeline = (
  view: Readable,
  { supplierId, requirementId, bidId }: TimelineOf,
  [recordedAt = null, id = null]: readonly (string | null)[],
  limit: number,
): Promise<TimelineRow[]> =>
  rows<TimelineRow>(
    view,
    `SELECT e.id, e.occurred_at AS "recordedAt", e.action, e.subject_type AS "subjectType", e.subject_id AS "subjectId",
            p.id AS "personId", p.name AS "personTitle", d.content AS "ownDetails", r.text AS problem
     FROM audit_event e
     LEFT JOIN audit_detail d ON d.event_id = e.id AND e.stream = $2
     LEFT JOIN person p ON p.id = e.person_id AND e.organisation_id = $1
     LEFT JOIN problem_report r ON r.id = e.subject_id AND r.supplier_id = $1
     WHERE e.subject_id IN (
         SELECT $4::uuid
         UNION ALL SELECT id FROM bid WHERE supplier_id = $1 AND requirement_id = $4 AND ($5::uuid IS NULL OR id = $5)
         UNION ALL SELECT id FROM problem_report WHERE supplier_id = $1 AND requirement_id = $4)
       AND (e.stream = $2 OR (e.stream = $3 AND e.action = ANY ($6)))
       AND ($7::timestamptz IS NULL OR (e.occurred_at, e.id) < ($7, $8::uuid))
     ORDER BY e.occurred_at DESC, e.id DESC LIMIT $9`,
    [
      supplierId,
      `organisation:${supplierId}`,
      `requirement:${requirementId}`,
      requirementId,
      bidId,
      SHOWN_OF_REQUIREMENT,
      recordedAt,
      id,
      limit,
    ],
  )
