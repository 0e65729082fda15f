import { rows } from '../../shared/database/rows.js'
import { marketNow } from '../../shared/database/market-now.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import { withEveryRow } from '../../shared/database/with-every-row.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newId } from '../../shared/ids.js'
import type { EventKind } from './domain/officer-event.js'

/** What is to be noted. `about` and the kind make it one: what is noted again about the same is not noted. */
export interface ToNote {
  kind: EventKind
  about: string
  occurredAt: Instant
  requirementId?: string | null
  /** Whose attempt it was, or who waits. */
  organisationId?: string | null
  personId?: string | null
  /** The audit, the registration or the bid. */
  subjectId?: string
  /** The code of the refusal, the fault of the chain, the question, the rule, or what the scanner found. */
  reason?: string
}

const NOTE = `
  INSERT INTO officer_event (id, kind, about, requirement_id, organisation_id, person_id, subject_id, reason, occurred_at, noted_at)
  SELECT id, kind, about, requirement, organisation, person, subject, reason, occurred, $10
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::uuid[], $7::uuid[], $8::text[], $9::timestamptz[])
    AS noted (id, kind, about, requirement, organisation, person, subject, reason, occurred)
  ON CONFLICT ON CONSTRAINT noted_once DO NOTHING RETURNING id, about`

/** Notes what an officer must see; answers what was not noted before. */
export async function noteOfficerEvents(tx: Tx, events: readonly ToNote[]): Promise<{ id: string; about: string }[]> {
  if (events.length === 0) return []
  const notedAt = await marketNow(tx)
  return withEveryRow(tx, 'note-officer-event', () =>
    rows<{ id: string; about: string }>(tx, NOTE, [
      events.map(() => newId()),
      events.map(({ kind }) => kind),
      events.map(({ about }) => about),
      events.map(({ requirementId }) => requirementId ?? null),
      events.map(({ organisationId }) => organisationId ?? null),
      events.map(({ personId }) => personId ?? null),
      events.map(({ subjectId }) => subjectId ?? null),
      events.map(({ reason }) => reason ?? null),
      events.map(({ occurredAt }) => occurredAt),
      notedAt,
    ]),
  )
}

/** SQL: whether what `about` says was not noted yet. */
export const isNotNoted = (kind: EventKind, about: string): string =>
  `NOT EXISTS (SELECT FROM officer_event noted WHERE noted.kind = '${kind}' AND noted.about = ${about})`
