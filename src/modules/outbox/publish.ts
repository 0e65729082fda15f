import type { Tx } from '../../shared/database/unit-of-work.js'
import { newId } from '../../shared/ids.js'

/** What happened, in the past tense, with the ids a handler needs to look further. Never content. */
export interface PublishedEvent {
  type: string
  payload: Readonly<Record<string, string | number>>
}

/** Writes the event beside the change it tells of: both commit or neither. The relay takes it from there. */
export async function publish(tx: Tx, { type, payload }: PublishedEvent): Promise<void> {
  await tx.query('INSERT INTO outbox_event (id, type, payload) VALUES ($1, $2, $3)', [newId(), type, JSON.stringify(payload)])
}

/** The same for many, in one statement. */
export async function publishAll(tx: Tx, events: readonly PublishedEvent[]): Promise<void> {
  if (events.length === 0) return
  await tx.query(
    `INSERT INTO outbox_event (id, type, payload) SELECT id, type, payload::jsonb FROM unnest($1::uuid[], $2::text[], $3::text[]) AS told (id, type, payload)`,
    [events.map(() => newId()), events.map(({ type }) => type), events.map(({ payload }) => JSON.stringify(payload))],
  )
}
