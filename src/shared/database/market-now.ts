import type { Instant } from '../domain/instant.js'
import { oneRow } from './rows.js'
import type { Readable } from './unit-of-work.js'

/** The database's clock, the only one that decides anything. Call it after the lock is held, in a statement of its own. */
export async function marketNow(view: Readable): Promise<Instant> {
  return (await oneRow<{ now: Instant }>(view, 'SELECT market_now() AS now')).now
}
