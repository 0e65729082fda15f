import type pg from 'pg'

import type { Micros } from './market-clock.js'

/** Moves a deadline later as an extension does: with the requirement locked, and only while the clock, read after that, has not reached it. */
export async function extendDeadline(owner: pg.Pool, requirementId: string, to: Micros): Promise<boolean> {
  const client = await owner.connect()
  try {
    await client.query('BEGIN')
    await client.query('SELECT id FROM requirement WHERE id = $1 FOR UPDATE', [requirementId])
    const { rowCount } = await client.query(
      `UPDATE requirement SET submission_deadline = to_timestamp(0) + make_interval(secs => $2::numeric / 1000000)
       WHERE id = $1 AND state = 'open' AND market_now() < submission_deadline`,
      [requirementId, to],
    )
    await client.query('COMMIT')
    return rowCount === 1
  } finally {
    client.release()
  }
}
