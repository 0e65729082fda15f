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
