import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Response } from 'supertest'

import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid } from './support/world.js'

const ON_ACCOUNT = 4
const SIGN_INS = 12
const ANONYMOUS = 40
const PERSON = 60

/** Expects the refusal of one request too many, with the seconds to wait. */
const tooMany = (response: Response): void => {
  problem(429, 'too-many-requests')(response)
  const seconds = Number(response.headers['retry-after'])
  expect(seconds).toBeGreaterThan(0)
  expect(seconds).toBeLessThanOrEqual(60)
  expect(response.body).toMatchObject({ retryAfterSeconds: seconds })
}

describe('Rate limits', () => {
  let test: TestApp
  let bidId: string

  beforeAll(async () => {
    test = await TestApp.start({
      config: {
        limits: {
          anonymousPerMinute: ANONYMOUS,
          personPerMinute: PERSON,
          signInsPerMinute: SIGN_INS,
          signInsOnAccountPerMinute: ON_ACCOUNT,
        },
      },
    })
    bidId = await aPassingBid(test, await anOpenRequirement(test))
  })
  afterAll(() => test.stop())

  /** Asks until refused, at most so many times; answers the refusal. */
  const exhaust = async (ask: () => PromiseLike<Response>, most: number): Promise<Response> => {
    for (let asked = 0; asked < most; asked += 1) {
      const response = await ask()
      if (response.status === 429) return response
    }
    throw new Error(`${most} requests were let through.`)
  }

  it('stop a signed-in person, and nobody else', async () => {
    tooMany(await exhaust(() => test.api('supplier-admin').get('/notifications'), PERSON + 1))
    await test.api('rival-admin').get('/notifications').expect(200)
    await test.api('bid-writer').get(`/bids/${bidId}`).expect(200)
  })

  it('never stop a signed-in person from submitting a bid', async () => {
    await test.api('supplier-admin').get('/notifications').expect(tooMany)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    for (let again = 0; again < PERSON; again += 1) await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(200)
  })

  const signIn = (email: string, password: string) => test.api().post('/sessions').send({ email, password })

  it('stop guessing of the password of one account, and let others sign in', async () => {
    tooMany(await exhaust(() => signIn('auditor@example.test', 'guess'), ON_ACCOUNT + 1))
    await signIn('AUDITOR@example.test', 'demonstration-only').expect(tooMany)
    await signIn('evaluator@example.test', 'demonstration-only').expect(201)
    const [row] = await test.rows(`SELECT count(*)::int AS refused FROM sign_in_event WHERE outcome = 'refused'`)
    expect(row).toEqual({ refused: ON_ACCOUNT })
  })

  it('stop guessing of accounts', async () => {
    let guesses = 0
    tooMany(await exhaust(() => signIn(`guess-${(guesses += 1)}@example.test`, 'guess'), SIGN_INS))
    await signIn('evaluator@example.test', 'demonstration-only').expect(tooMany)
  })

  it('stop an address without a sign-in, and nobody signed in behind it', async () => {
    tooMany(await exhaust(() => test.api().get('/requirements'), ANONYMOUS + 1))
    await test.api().get('/agreements').expect(tooMany)
    await test.api('auditor').get('/requirements').expect(200)
  })

  it('count a sign-in that is no longer good as none', async () => {
    await test.api().get('/requirements').set('Authorization', 'Bearer x').expect(tooMany)
    await test.api().post(`/bids/${bidId}/submit`).set('Authorization', 'Bearer x').expect(tooMany)
  })

  it('do not believe whoever says to come from elsewhere', async () => {
    await test.api().get('/requirements').set('X-Forwarded-For', '203.0.113.7').expect(tooMany)
  })
})
