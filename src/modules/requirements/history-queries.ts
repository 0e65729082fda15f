import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import { SHOWN_OF_HISTORY } from './domain/requirement-history.js'

export interface HistoryRow {
  sequence: string
  at: Instant
  action: string
  personName: string | null
  organisationName: string | null
  details: Buffer | null
}

/** The requirement's own chain, newest first; of people only those of the organisation that reads are named. */
export const listHistory = (
  view: Readable,
  requirementId: string,
  organisationId: string,
  before: string | null,
  limit: number,
): Promise<HistoryRow[]> =>
  rows<HistoryRow>(
    view,
    `SELECT e.sequence, e.occurred_at AS at, e.action, p.name AS "personName", o.name AS "organisationName", d.content AS details
     FROM audit_event e
     LEFT JOIN person p ON p.id = e.person_id AND e.organisation_id = $2
     LEFT JOIN organisation o ON o.id = e.organisation_id
     LEFT JOIN audit_detail d ON d.event_id = e.id
     WHERE e.stream = $1 AND e.action = ANY ($3) AND ($4::bigint IS NULL OR e.sequence < $4)
     ORDER BY e.sequence DESC LIMIT $5`,
    [`requirement:${requirementId}`, organisationId, SHOWN_OF_HISTORY, before, limit],
  )
