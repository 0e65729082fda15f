import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Response } from 'supertest'

import { PASSWORD } from '../src/modules/demonstration/cast.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'

const OWNER = 'supplier-admin@example.test'

/** Many more than anybody needs to lock an account out where that can be done. */
const TRIES = 1000
const AT_ONCE = 10

describe('Guessing a password', () => {
  let test: TestApp

  beforeAll(async () => {
    // The addresses of this test are told by a proxy that is believed.
    test = await TestApp.start({ config: { trustedProxies: ['127.0.0.1'] } })
    // From where the owner is known since.
    await test.signIn('supplier-admin')
  })
  afterAll(() => test.stop())

  const signIn = (from: string, email: string, password: string) =>
    test.api().post('/sessions').set('X-Forwarded-For', from).send({ email, password })

  const refused = async (email: string): Promise<number> => {
    const [row] = await test.rows<{ count: number }>(
      `SELECT count(*)::int AS count FROM sign_in_event e JOIN person p ON p.id = e.person_id WHERE p.email = $1 AND outcome = 'refused'`,
      [email],
    )
    return row?.count ?? 0
  }

  it('a thousand times, from as many addresses, does not keep the owner out', async () => {
    const statuses = new Map<number, number>()
    for (let tries = 0; tries < TRIES; tries += AT_ONCE) {
      const answers = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, place) => signIn(`198.51.${(tries + place) >> 8}.${(tries + place) & 255}`, OWNER, 'guess')),
      )
      for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    expect([...statuses.keys()].sort()).toEqual([401, 429])
    // What was let through were the free tries, and one after each pause that ran out meanwhile.
    expect(await refused(OWNER)).toBeLessThan(40)
    await signIn('127.0.0.1', OWNER, PASSWORD).expect(201)
  })

  it('lets the owner in by a browser that is known, from wherever it is, and makes a new place wait', async () => {
    const device = 'd'.repeat(43)
    const withDevice = (from: string, password: string) => signIn(from, OWNER, password).set('Cookie', `device=${device}`)
    await withDevice('127.0.0.1', PASSWORD).expect(201)
    await withDevice('203.0.113.1', PASSWORD).expect(201)
    // However long the thousand tries took: the pause begins anew with one more that fails.
    await test.moveClock('301 seconds')
    await signIn('203.0.113.3', OWNER, 'guess').expect(401)
    const response = await signIn('203.0.113.2', OWNER, PASSWORD).expect(problem(429, 'sign-in-slowed'))
    expect(Number(response.headers['retry-after'])).toBeLessThanOrEqual(300)
    await test.moveClock('301 seconds')
    await signIn('203.0.113.2', OWNER, PASSWORD).expect(201)
  })

  it('is not made easier by a device that somebody else is known by', async () => {
    await signIn('203.0.113.9', 'rival-admin@example.test', PASSWORD)
      .set('Cookie', `device=${'r'.repeat(43)}`)
      .expect(201)
    for (let tries = 0; tries < 25; tries += 1)
      await signIn(`192.0.2.${tries}`, 'evaluator@example.test', 'guess').set('Cookie', `device=${'r'.repeat(43)}`)
    await signIn('203.0.113.9', 'evaluator@example.test', PASSWORD)
      .set('Cookie', `device=${'r'.repeat(43)}`)
      .expect(problem(429, 'sign-in-slowed'))
  })

  it('from one address is slowed more and more, and many tries at once are no more than one after the other', async () => {
    const guess = () => signIn('198.18.0.1', 'auditor@example.test', 'guess')
    const answers: Response[] = await Promise.all(Array.from({ length: 30 }, guess))
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(7)
    const pauses: number[] = []
    for (let rounds = 0; rounds < 5; rounds += 1) {
      await test.moveClock('20 minutes')
      await guess().expect(problem(401, 'sign-in-refused'))
      pauses.push(Number((await guess().expect(problem(429, 'sign-in-slowed'))).headers['retry-after']))
    }
    expect(pauses).toEqual(pauses.toSorted((one, other) => one - other))
    expect(pauses[4]).toBeGreaterThan(8 * Number(pauses[0]))
    await signIn('127.0.0.1', 'auditor@example.test', PASSWORD).expect(201)
  })

  it('is forgotten after a day, and after the right password', async () => {
    const guess = () => signIn('198.18.0.2', 'bid-writer@example.test', 'guess')
    for (let tries = 0; tries < 6; tries += 1) await guess().expect(401)
    await guess().expect(429)
    await test.moveClock('25 hours')
    for (let tries = 0; tries < 5; tries += 1) await guess().expect(401)
    await signIn('198.18.0.2', 'bid-writer@example.test', PASSWORD).expect(201)
    for (let tries = 0; tries < 6; tries += 1) await guess().expect(401)
  })

  it('of an account there is none of is answered like that of one there is', async () => {
    const ask = async (email: string): Promise<unknown[]> => {
      const told: unknown[] = []
      for (let tries = 0; tries < 24; tries += 1) {
        const { status, body } = await signIn(`198.19.0.${tries}`, email, 'guess')
        told.push([status, (body as { code: string }).code])
      }
      return told
    }
    expect(await ask('nobody@example.test')).toEqual(await ask('buyer-author@example.test'))
  })

  it('leaves no address and no account to be read where tries are counted', async () => {
    const [row] = await test.rows<{ kept: string }>(
      `SELECT concat((SELECT string_agg(s::text, ' ') FROM sign_in_slowdown s), (SELECT string_agg(k::text, ' ') FROM known_source k)) AS kept`,
    )
    expect(row?.kept).not.toMatch(/example\.test|198\.1|127\.0\.0\.1/)
  })

  it('is swept away once it counts no more', async () => {
    await test.moveClock('91 days')
    await test.sweep()
    expect(
      await test.rows('SELECT 1 FROM sign_in_slowdown UNION ALL SELECT 1 FROM known_source UNION ALL SELECT 1 FROM pending_sign_in'),
    ).toEqual([])
  })
})
