import { firstRow } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'

/** An event that failed so often waits for a person. Own figure: the queue tries five times whenever it gets one, so this takes a quarter of an hour. */
export const MOST_FAILURES = 100

/** Counts that handling the event failed; answers whether that parked it. */
export async function countFailure(tx: Tx, eventId: string): Promise<boolean> {
  const counted = await firstRow<{ failures: number }>(
    tx,
    'UPDATE outbox_event SET failures = failures + 1 WHERE id = $1 AND handled_at IS NULL RETURNING failures',
    [eventId],
  )
  return counted?.failures === MOST_FAILURES
}

/** Whether, and not how many: their number could tell how many bid. */
export async function isAnyParked(view: Readable): Promise<boolean> {
  const parked = await firstRow(
    view,
    'SELECT id FROM outbox_event WHERE handled_at IS NULL AND relayed_at IS NOT NULL AND failures >= $1 LIMIT 1',
    [MOST_FAILURES],
  )
  return parked !== null
}
