import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { ReviewExpiredAnswers } from '../src/modules/applications/review-expired-answers.js'
import { Sweeper } from '../src/modules/outbox/sweeper.js'
import { roleOf } from '../src/shared/database/open-database.js'
import { Statements } from './support/statements.js'
import { TestApp } from './support/test-app.js'

describe('The sweeps of every ten seconds', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
  })

  afterAll(() => test.stop())

  /** How Postgres would carry out a statement, whatever its parameters are. */
  async function planOf(statement: string): Promise<string> {
    const nulls = Array.from(
      { length: Math.max(0, ...[...statement.matchAll(/\$(\d+)/g)].map(([, place]) => Number(place))) },
      () => 'NULL',
    )
    const client = await test.db.connect()
    try {
      await client.query(`SET plan_cache_mode = force_generic_plan; PREPARE planned AS ${statement}`)
      const { rows } = await client.query<Record<'QUERY PLAN', string>>(
        `EXPLAIN EXECUTE planned${nulls.length === 0 ? '' : `(${nulls.join(', ')})`}`,
      )
      // The column of a subquery, which has asked once, is shown like the call, in parentheses of its own.
      return rows
        .map(line => line['QUERY PLAN'])
        .join('\n')
        .replaceAll('(market_now())', 'the time')
    } finally {
      client.release(true)
    }
  }

  it('ask the clock once and not for every row of what has happened, which only grows', async () => {
    const statements = new Statements(roleOf(test.config.databaseUrl))
    const heard = await statements.of(async () => {
      await test.app.get(Sweeper).sweepAll()
      // Of that day it may have been done already.
      await test.app.get(ReviewExpiredAnswers).openAll()
    })
    statements.stopListening()
    const timed = new Set(heard.filter(statement => statement.includes('market_now()')))
    expect(timed.size).toBeGreaterThan(5)
    for (const statement of timed) expect(await planOf(statement)).not.toMatch(/Filter:.*market_now\(\)/)
  })

  it('look once a day for what ran out of what members were admitted by, for what was not renewed only grows', async () => {
    const statements = new Statements(roleOf(test.config.databaseUrl))
    const looks = async (work: () => Promise<unknown>): Promise<number> =>
      (await statements.of(work)).filter(statement => statement.includes('FROM application_answer w JOIN membership m')).length
    const sweep = () => test.app.get(Sweeper).sweepAll()
    await sweep()
    expect(await looks(sweep)).toBe(0)
    const another = async () => {
      await test.moveClock('1 day')
      await sweep()
    }
    expect(await looks(another)).toBeGreaterThan(0)
    statements.stopListening()
  })
})
