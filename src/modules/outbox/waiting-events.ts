import { oneRow } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { MOST_FAILURES } from './parked-events.js'

/** Younger ones are on their way. */
const LATE_AFTER_SECONDS = 10

/**
 * How long the longest waiting event has waited, or 0. Only of requirements, which everybody may know of: that a bidder's waits would
 * tell that somebody bid. All go the same way, so that these tell how long it is.
 */
export async function oldestWaitingSeconds(view: Readable): Promise<number> {
  const { seconds } = await oneRow<{ seconds: number }>(
    view,
    `SELECT coalesce(max(extract(epoch FROM clock.now - created_at)), 0)::float8 AS seconds
     FROM (SELECT market_now() AS now OFFSET 0) clock, outbox_event
     WHERE handled_at IS NULL AND failures < $1 AND type LIKE 'requirement.%'`,
    [MOST_FAILURES],
  )
  return seconds < LATE_AFTER_SECONDS ? 0 : seconds
}
