import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import type { Response } from 'supertest'

import { ordinaryPlaces } from '../src/web/load-shedding.js'
import { upload } from './support/evidence.js'
import { SMALL_FILES } from '../src/modules/files/files.fixture.js'
import { contents, problem } from './support/problems.js'
import { controllersOf, routesOf } from './support/routes.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, eventually } from './support/world.js'

const POOL = 5
const ORDINARY = ordinaryPlaces(POOL)
const READS = 200

const turnedAway = (response: Response): void => {
  problem(503, 'overloaded')(response)
  expect(Number(response.headers['retry-after'])).toBeGreaterThan(0)
}

describe('Too much at once', () => {
  let test: TestApp
  let bidId: string

  beforeAll(async () => {
    test = await TestApp.start({ config: { databasePool: POOL } })
    bidId = await aPassingBid(test, await anOpenRequirement(test))
  })
  afterAll(() => test.stop())

  /** All that a bidder does at a deadline, and the probes. */
  async function everythingThatIsSpared(): Promise<void> {
    const key = randomUUID()
    await test.signIn('supplier-admin')
    await upload(test, bidId, 'notes.txt', SMALL_FILES.txt, {}, 'bid-writer').expect(201)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).set('Idempotency-Key', key).expect(201)
    await test
      .api('supplier-admin')
      .get(`/bids/${bidId}/submissions/${key}`)
      .expect(200)
      .expect(({ body }) => {
        expect(body).toMatchObject({ state: 'received' })
      })
    expect((await test.app.inject('/health/ready')).statusCode).toBe(200)
  }

  const reads = (many: number): Promise<Response>[] =>
    Array.from({ length: many }, () =>
      test
        .api('auditor')
        .get('/notifications')
        .then(answer => answer),
    )

  /** Holds a lock that reading notifications waits for, while `work` runs. */
  async function whileReadsStand<T>(work: (release: () => Promise<unknown>) => Promise<T>): Promise<T> {
    const holder = new pg.Client({ connectionString: test.ownerUrl })
    await holder.connect()
    try {
      await holder.query('BEGIN; LOCK TABLE notification IN ACCESS EXCLUSIVE MODE')
      return await work(() => holder.query('COMMIT'))
    } finally {
      await holder.end()
    }
  }

  const standing = () => test.rows(`SELECT FROM pg_locks WHERE relation = 'notification'::regclass AND NOT granted`)

  it('of what takes the database long is shed, and bids get through', async () => {
    await whileReadsStand(async release => {
      const answers = reads(READS)
      await eventually(async () => {
        expect(await standing()).toHaveLength(ORDINARY)
      })
      await everythingThatIsSpared()
      expect(await standing()).toHaveLength(ORDINARY)
      await release()
      const done = await Promise.all(answers)
      const shed = done.filter(({ status }) => status !== 200)
      expect(shed.length).toBeGreaterThan(READS / 2)
      shed.forEach(turnedAway)
      expect(done.length - shed.length).toBeGreaterThanOrEqual(ORDINARY)
    })
    expect((await Promise.all(reads(READS / 10))).map(({ status }) => status)).toEqual(Array.from({ length: READS / 10 }, () => 200))
  })

  it('leaves no place taken behind: not after refusals, nor after clients that went away', async () => {
    await whileReadsStand(async release => {
      const gone = Array.from({ length: 4 * ORDINARY }, () =>
        test
          .api('auditor')
          .get('/notifications')
          .timeout(300)
          .then(
            () => 'answered',
            () => 'gone',
          ),
      )
      expect(new Set(await Promise.all(gone))).toEqual(new Set(['gone']))
      // Those that were being served still are, and nobody else is in line.
      expect(await standing()).toHaveLength(ORDINARY)
      await release()
    })
    await eventually(async () => {
      expect(await standing()).toEqual([])
    })
    for (let round = 0; round <= POOL; round += 1) {
      await test.api('auditor').get('/requirements/x').expect(404)
      await test.api('auditor').get('/nothing').expect(404)
      await test.api().get('/notifications').expect(401)
      await test.api('auditor').patch(`/bids/${bidId}`).set('If-Match', '"1"').send({}).expect(403)
      const { headers } = await test.api().get('/agreements').expect(200)
      await test.api().get('/agreements').set('If-None-Match', String(headers['etag'])).expect(304)
    }
  })

  it('spares exactly what a bid needs at its deadline, and the probes', () => {
    const spared = routesOf(controllersOf(test.app)).filter(({ config }) => config.neverShed === true)
    expect(spared.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual([
      'GET /api/v1/bids/:id/submissions/:key',
      'GET /health/live',
      'GET /health/ready',
      'GET /sign-in',
      'GET /sign-in/oidc',
      'GET /sign-in/oidc/callback',
      'GET /sign-in/second-step',
      'GET /supplier/bids/:id/receipts/:version',
      'GET /supplier/bids/:id/submissions/:key',
      'POST /api/v1/bids/:id/files',
      'POST /api/v1/bids/:id/submit',
      'POST /api/v1/bids/:id/withdraw',
      'POST /api/v1/sessions',
      'POST /api/v1/sessions/current/step-up',
      'POST /api/v1/sessions/second-step',
      'POST /sign-in',
      'POST /sign-in/second-step',
      'POST /supplier/bids/:id/files',
      'POST /supplier/bids/:id/submit',
      'POST /supplier/bids/:id/withdraw',
    ])
  })
})

describe('A late event loop', () => {
  /** Sheds nothing, so that the bid is made on a slow machine too. */
  let patient: TestApp
  let test: TestApp
  let bidId: string

  beforeAll(async () => {
    patient = await TestApp.start()
    bidId = await aPassingBid(patient, await anOpenRequirement(patient))
    test = await TestApp.start({ beside: patient, config: { shedDelayMs: 100 } })
  })
  afterAll(async () => {
    await test.stop()
    await patient.stop()
  })

  /** Keeps the process from doing anything else, so long that a whole sample of the loop is late. */
  const block = (ms: number): void => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
  }

  it('sheds reads and changes before anything is done, and no submission', async () => {
    await eventually(async () => {
      block(1_500)
      await test.api('auditor').get('/notifications').expect(turnedAway)
    })
    const before = await contents(test)
    await test.api('bid-writer').patch(`/bids/${bidId}`).set('If-Match', '"1"').send({}).expect(turnedAway)
    await test.api().get('/requirements').expect(turnedAway)
    expect(await contents(test)).toEqual(before)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    expect((await test.app.inject('/health/live')).statusCode).toBe(200)
  })

  it('sheds nothing once it is in time again', async () => {
    await eventually(async () => {
      await test.api('auditor').get('/notifications').expect(200)
    })
  })
})
