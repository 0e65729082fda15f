import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'

import { SubmitBidService } from '../src/modules/bids/submit-bid.service.js'
import { actorIn, Sessions } from '../src/modules/identity/sessions.js'
import { sha256 } from '../src/shared/canonical.js'
import { newId } from '../src/shared/ids.js'
import { contents, LOG, problem } from './support/problems.js'
import { Operator } from './support/product.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, answer, aPassingBid, aWorkingCopy, GOLDEN } from './support/world.js'

/** Foreign key and check of bid_version that tie it to a report that did not block. */
const [TIED, NOT_BLOCKED] = ['submitted_versions_passed_their_check', 'bid_version_report_blocked_check']

describe('A blocked bid', () => {
  const operator = new Operator()
  let test: TestApp
  let app: pg.Client
  let bidId: string
  let otherBidId: string

  beforeAll(async () => {
    test = await TestApp.start()
    // As one whom no row policy keeps out.
    app = new pg.Client({ connectionString: test.config.databaseUrl, options: '-c market.act=system' })
    await app.connect()
    const requirementId = await anOpenRequirement(test)
    bidId = await aWorkingCopy(test, requirementId)
    await answer(test, bidId, GOLDEN.firstDraft)
    otherBidId = await aPassingBid(test, requirementId, 'rival-admin')
    await test.api('rival-admin').post(`/bids/${otherBidId}/submit`).expect(201)
  })
  afterAll(async () => {
    await app.end()
    await operator.putAway()
    await test.stop()
  })

  /** Nothing but the line of the log that a refusal leaves. */
  const unchanged = async (attempt: () => Promise<unknown>): Promise<void> => {
    const before = await contents(test, LOG)
    await attempt()
    expect(await contents(test, LOG)).toEqual(before)
  }

  it('is refused by the API', () =>
    unchanged(async () => {
      await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(problem(422, 'ethics-check-failed'))
    }))

  it('is refused by the service itself, called without any HTTP', () =>
    unchanged(async () => {
      const session = await test.app.get(Sessions).find(String(test.tokens.get('supplier-admin')))
      const submission = test.app.get(SubmitBidService).submit(actorIn(session, undefined), bidId, null)
      await expect(submission).rejects.toMatchObject({ code: 'ethics-check-failed' })
    }))

  it.each(['submit', 'insert'])('has no command %s to go in by', command =>
    unchanged(async () => {
      const environment = { DATABASE_URL: test.config.databaseUrl, NODE_ENV: 'test' }
      const running = operator.run('cli', environment, command, bidId)
      expect(await running.ended).toEqual({ code: 2, signal: null })
      expect(running.errors).toContain('Usage:')
    }),
  )

  describe('inserted as the application’s own role', () => {
    interface Forged {
      report: string
      inputHash?: string
      blocked?: boolean
    }

    const insertVersion = ({ report, inputHash = 'forged', blocked = false }: Forged) =>
      app.query(
        `INSERT INTO bid_version (id, bid_id, number, quality, price, content_hash, salt, commitment, input_hash, report_id, report_blocked, submitted_by, received_at, receipt)
         SELECT $1, $2, 1, '\\x02', '\\x02', '\\x01', '\\x01', $3, $4, $5, $6, id, market_now(), '' FROM person LIMIT 1`,
        [newId(), bidId, sha256(Buffer.alloc(0)), inputHash, report, blocked],
      )

    const insertReport = async (outcome: string): Promise<string> => {
      const id = newId()
      await app.query(`INSERT INTO check_report (id, bid_id, input_hash, outcome, made_at) VALUES ($1, $2, 'forged', $3, market_now())`, [
        id,
        bidId,
        outcome,
      ])
      return id
    }

    const theOthersReport = async (): Promise<{ id: string; inputHash: string }> => {
      const [report] = await test.rows<{ id: string; inputHash: string }>(
        'SELECT id, input_hash AS "inputHash" FROM check_report WHERE bid_id = $1',
        [otherBidId],
      )
      if (report === undefined) throw new Error('The other bid has no report.')
      return report
    }

    const refusedBy = async (constraint: string, forge: () => Promise<unknown>): Promise<void> => {
      await app.query('BEGIN')
      await expect(forge()).rejects.toMatchObject({ constraint })
      await app.query('ROLLBACK')
    }

    it.each<[string, string, () => Promise<Forged>]>([
      ['a report that does not exist', TIED, () => Promise.resolve({ report: newId() })],
      [
        'the report of another bid, with its input',
        TIED,
        async () => {
          const { id: report, inputHash } = await theOthersReport()
          return { report, inputHash }
        },
      ],
      ['a report that passed another input', TIED, async () => ({ report: await insertReport('passed'), inputHash: 'other' })],
      ['its blocked report', TIED, async () => ({ report: await insertReport('blocked') })],
      ['its blocked report, called blocked', NOT_BLOCKED, async () => ({ report: await insertReport('blocked'), blocked: true })],
    ])('is refused by the database with %s', (_, constraint, forge) =>
      unchanged(() => refusedBy(constraint, async () => insertVersion(await forge()))),
    )

    it.each([
      ['the outcome of its report cannot be turned', `UPDATE check_report SET outcome = 'passed'`, '42501'],
      [
        'blocked cannot be said otherwise than the outcome',
        `INSERT INTO check_report (id, bid_id, input_hash, outcome, blocked, report, made_at) SELECT gen_random_uuid(), id, '', 'blocked', false, '', now() FROM bid`,
        '428C9',
      ],
      ['an accepted version cannot be given another content', `UPDATE bid_version SET quality = ''`, '42501'],
    ])('%s', async (_, statement, code) => {
      await expect(app.query(statement)).rejects.toMatchObject({ code })
    })

    it('goes in only with a report that was forged as passed: no constraint can know what the rules would say', async () => {
      await app.query('BEGIN')
      await expect(insertVersion({ report: await insertReport('passed') })).resolves.toMatchObject({ rowCount: 1 })
      await app.query('ROLLBACK')
    })
  })
})
