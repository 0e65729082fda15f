import { setTimeout as pause } from 'node:timers/promises'

import { asOwner } from '../support/cluster.js'
import type { Operator } from '../support/product.js'
import type { TestApp } from '../support/test-app.js'
import { listEvents } from './unhandled-events.js'

const SCRIPT = new URL('./handle-events.js', import.meta.url)
const STUCK_WITHIN_MS = 60_000
/** Connections of the process; events beyond wait in it for one. */
const POOL = 60

/** Where a process that handles events is stopped, to be killed there. */
export interface Crash {
  name: string
  /** Takes locks that nobody passes. */
  lock: string
}

export const CRASHES: readonly Crash[] = [
  {
    name: 'killed before an effect on bids or audits commits',
    lock: 'LOCK TABLE bid, ethics_audit IN SHARE ROW EXCLUSIVE MODE',
  },
  { name: 'killed before a notification commits', lock: 'LOCK TABLE notification IN SHARE ROW EXCLUSIVE MODE' },
  { name: 'killed between the effect and its completion', lock: 'SELECT id FROM outbox_event FOR UPDATE' },
]

/** Whoever waits for a lock, and which of the events are not handled; handlers write down new ones. What others wait for is hidden from a plain owner, their locks are not. */
const IN_FLIGHT = `
  SELECT (SELECT count(DISTINCT l.pid)::int FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
          WHERE NOT l.granted AND a.datname = current_database()) AS waiting,
         (SELECT count(*)::int FROM outbox_event WHERE handled_at IS NULL AND id = ANY ($1)) AS unhandled`

/** Lets a process handle all events at once until each has ended or is stuck at the lock, and kills it there. Answers how many were stuck. */
export function crashWhileHandling(test: TestApp, operator: Operator, { lock }: Crash): Promise<number> {
  return asOwner(test.ownerUrl, async client => {
    await client.query(`BEGIN; ${lock}`)
    const running = operator.runScript(SCRIPT, {
      ...test.environment,
      DATABASE_POOL: String(POOL),
      LOG_LEVEL: 'warn',
    })
    const stuck = await whenStuck(test)
    await running.kill('SIGKILL')
    await client.query('ROLLBACK')
    return stuck
  })
}

async function whenStuck(test: TestApp): Promise<number> {
  const events = (await listEvents(test)).map(({ id }) => id)
  for (let waited = 0; waited < STUCK_WITHIN_MS; waited += 20) {
    const [seen] = await test.rows<{ waiting: number; unhandled: number }>(IN_FLIGHT, [events])
    if (seen !== undefined && seen.waiting > 0 && seen.waiting === Math.min(seen.unhandled, POOL)) return seen.waiting
    await pause(20)
  }
  return 0
}
