import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type EventKind, pageOfEvent } from './domain/officer-event.js'

interface Acknowledgement {
  at: Instant
  byName: string
  note: string
}

/** What happened, as far as an officer may know. */
export interface OfficerEvent {
  id: string
  kind: EventKind
  occurredAt: Instant
  requirementId: string | null
  requirementTitle: string | null
  /** Whose attempt it was, or who waits; of a late bid the supplier only after the opening. */
  organisationName: string | null
  personName: string | null
  subjectId: string | null
  reason: string | null
  /** Where to look further. */
  page: string | null
  acknowledgement: Acknowledgement | null
}

export interface EventFilter {
  kind?: EventKind | undefined
  /** Left out, both. */
  acknowledged?: boolean | undefined
}

type Row = Omit<OfficerEvent, 'page' | 'acknowledgement'> & {
  acknowledgedAt: Instant | null
  acknowledgedBy: string | null
  note: string | null
}

/** Whoever has an interest in a competition sees nothing of it; $1 is the reader. */
const VISIBLE = `
  NOT EXISTS (SELECT FROM interest_declaration d WHERE d.requirement_id = e.requirement_id AND d.person_id = $1 AND d.has_interest)`

/** Who tried to bid late is sealed like a bid: it would tell before the opening who had one to submit. */
const EVENT = `
  SELECT e.id, e.kind, e.occurred_at AS "occurredAt", e.requirement_id AS "requirementId", r.title AS "requirementTitle",
         CASE WHEN e.kind <> 'late-bid' OR r.bids_opened_at IS NOT NULL THEN coalesce(o.name, g.name) END AS "organisationName", p.name AS "personName",
         e.subject_id AS "subjectId", e.reason, e.acknowledged_at AS "acknowledgedAt", a.name AS "acknowledgedBy", e.note
  FROM officer_event e LEFT JOIN requirement r ON r.id = e.requirement_id LEFT JOIN organisation o ON o.id = e.organisation_id
    LEFT JOIN registration g ON e.kind = 'overdue-registration' AND g.id = e.subject_id
    LEFT JOIN person p ON p.id = e.person_id LEFT JOIN person a ON a.id = e.acknowledged_by
  WHERE ${VISIBLE}`

const shown = ({ acknowledgedAt, acknowledgedBy, note, ...event }: Row): OfficerEvent => ({
  ...event,
  page: pageOfEvent(event),
  acknowledgement:
    acknowledgedAt === null || acknowledgedBy === null || note === null ? null : { at: acknowledgedAt, byName: acknowledgedBy, note },
})

/** The latest first. */
export async function listOfficerEvents(
  view: Readable,
  personId: string,
  { kind, acknowledged }: EventFilter,
  [occurredAt = null, id = null]: readonly (string | null)[],
  limit: number,
): Promise<OfficerEvent[]> {
  const seen = acknowledged === undefined ? '' : `AND e.acknowledged_at IS ${acknowledged ? 'NOT ' : ''}NULL`
  const found = await rows<Row>(
    view,
    `${EVENT} AND ($2::text IS NULL OR e.kind = $2) ${seen} AND ($3::timestamptz IS NULL OR (e.occurred_at, e.id) < ($3, $4::uuid))
     ORDER BY e.occurred_at DESC, e.id DESC LIMIT $5`,
    [personId, kind ?? null, occurredAt, id, limit],
  )
  return found.map(shown)
}

export async function getOfficerEvent(view: Readable, personId: string, id: string): Promise<OfficerEvent> {
  const found = await firstRow<Row>(view, `${EVENT} AND e.id = $2`, [personId, id])
  if (found === null) throw new NotFound('event')
  return shown(found)
}

/** How many of each kind nobody has acknowledged. */
export async function countWaiting(view: Readable, personId: string): Promise<ReadonlyMap<EventKind, number>> {
  const found = await rows<{ kind: EventKind; waiting: number }>(
    view,
    `SELECT e.kind, count(*)::int AS waiting FROM officer_event e WHERE e.acknowledged_at IS NULL AND ${VISIBLE} GROUP BY e.kind`,
    [personId],
  )
  return new Map(found.map(({ kind, waiting }) => [kind, waiting]))
}
