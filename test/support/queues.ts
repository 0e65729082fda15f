import { expect } from '@jest/globals'
import type { Response } from 'supertest'

import type { TestApp } from './test-app.js'
import { eventually } from './world.js'

/** Whoever waits for a lock in this database; what others wait for is hidden from a plain owner, their locks are not. */
const WAITING = `SELECT l.pid FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid WHERE NOT l.granted AND a.datname = current_database()`

/** Until so many wait for a lock. */
export const queued = (test: TestApp, count = 1): Promise<void> =>
  eventually(async () => {
    expect((await test.rows(WAITING)).length).toBeGreaterThanOrEqual(count)
  })

type Ask = () => PromiseLike<Response>

/** Holds the requirement, lets the others queue up in this order, lets go, and answers what each was answered. */
export const inOrder = (test: TestApp, requirementId: string, moveClock: string | null, ...others: Ask[]): Promise<Response[]> =>
  queuedFor(test, ['requirement', requirementId], moveClock, ...others)

/** The same for a row of any table that has an id. */
export async function queuedFor<T = Response>(
  test: TestApp,
  [table, id]: ['requirement' | 'person' | 'application' | 'membership', string],
  moveClock: string | null,
  ...others: (() => PromiseLike<T>)[]
): Promise<T[]> {
  const holder = await test.db.connect()
  const asked: Promise<T>[] = []
  await holder.query('BEGIN')
  await holder.query(`SELECT id FROM ${table} WHERE id = $1 FOR UPDATE`, [id])
  try {
    for (const ask of others) {
      asked.push(Promise.resolve(ask()))
      await queued(test, asked.length)
    }
    if (moveClock !== null) await test.moveClock(moveClock)
  } finally {
    await holder.query('COMMIT')
    holder.release()
  }
  return Promise.all(asked)
}
