import { randomUUID } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { newId } from '../src/shared/ids.js'
import { grant, organisationId } from './support/people.js'
import { contents, LOG, problem } from './support/problems.js'
import { type Player, TestApp } from './support/test-app.js'
import { aDraft, anOpening, anOpenRequirement, aPassingBid, aWaitingDraft, placeIn, settled, theAuditOf } from './support/world.js'

interface Verb {
  route: string
  player: Player
  status: number
  body?: object
  /** Another request to the same route, under a key already used. */
  other?: { route?: string; body?: object }
}

describe('The same Idempotency-Key', () => {
  let test: TestApp
  let agreementId: string

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    ;({ agreementId } = await placeIn(test, 'PRACTICE'))
  })
  afterAll(() => test.stop())

  const post = (player: Player, path: string, key: string, body: object = {}) =>
    test.api(player).post(path).set('Idempotency-Key', key).set('If-Match', '"1"').send(body)

  /** Every verb that takes a key, on a thing of its own. */
  const VERBS: Record<string, () => Promise<Verb>> = {
    'creating a requirement': () =>
      Promise.resolve({
        route: '/requirements',
        player: 'buyer-author',
        status: 201,
        body: { agreementId, title: 'x' },
        other: { body: { agreementId } },
      }),
    'submitting for approval': async () => ({
      route: `/requirements/${(await aDraft(test)).id}/submit-for-approval`,
      player: 'buyer-author',
      status: 200,
    }),
    returning: async () => ({
      route: `/requirements/${(await aWaitingDraft(test)).id}/return`,
      player: 'buyer-approver',
      status: 200,
      body: { reason: 'x' },
      other: { body: { reason: 'y' } },
    }),
    publishing: async () => {
      const { id, etag } = await aWaitingDraft(test)
      await test.api('buyer-approver').post(`/requirements/${id}/approve`).set('If-Match', etag).expect(200)
      return { route: `/requirements/${id}/publish`, player: 'buyer-author', status: 200 }
    },
    'declaring interests': async () => ({
      route: `/requirements/${await anOpenRequirement(test)}/interest-declarations`,
      player: 'evaluator',
      status: 204,
      body: { hasInterest: false, details: '' },
      other: { body: { hasInterest: true, details: 'A relative works there.' } },
    }),
    'starting a bid': async () => ({ route: `/requirements/${await anOpenRequirement(test)}/bids`, player: 'supplier-admin', status: 201 }),
    'submitting a bid': async () => ({
      route: `/bids/${await aPassingBid(test, await anOpenRequirement(test))}/submit`,
      player: 'supplier-admin',
      status: 201,
    }),
    'giving a verdict': async () => {
      const { bidIds } = await anOpening(test, 'supplier-admin')
      const verdict = { questionId: 'Q906', finding: 'accepted' }
      return {
        route: `/ethics-audits/${await theAuditOf(test, String(bidIds[0]))}/verdicts`,
        player: 'procurement-officer',
        status: 201,
        body: verdict,
        other: { body: { ...verdict, questionId: 'Q201' } },
      }
    },
  }

  it.each(Object.entries(VERBS))('gives the same outcome once more, for %s, and another request is refused', async (_, make) => {
    const { route, player, status, body, other } = await make()
    const key = randomUUID()
    const first = await post(player, route, key, body).expect(status)
    await settled(test)
    const before = await contents(test)

    const again = await post(player, route, key, body)
    expect([again.status, again.body, again.headers['etag'], again.headers['location']]).toEqual([
      first.status,
      first.body,
      first.headers['etag'],
      first.headers['location'],
    ])
    expect(await contents(test)).toEqual(before)

    const otherRoute = other === undefined ? route.replace(/[\da-f-]{36}/, newId()) : route
    await post(player, otherRoute, key, other?.body ?? body).expect(problem(422, 'idempotency-key-reused'))
    expect(before).toMatchObject(await contents(test, LOG))
  })

  it('is another key for another person, organisation or route', async () => {
    const key = randomUUID()
    const ask = (player: Player, organisation?: string) => {
      const request = post(player, '/requirements', key, { agreementId })
      return organisation === undefined ? request : request.set('X-Organisation', organisation)
    }
    await ask('buyer-author').expect(201)
    await grant(test, 'evaluator', 'First Example Council', 'buyer-author')
    await ask('evaluator').expect(201)
    await grant(test, 'evaluator', 'Second Example Authority', 'buyer-author')
    await ask('evaluator', await organisationId(test, 'Second Example Authority')).expect(201)
    await ask('evaluator', await organisationId(test, 'First Example Council')).expect(201)
    await post('buyer-author', `/requirements/${(await aDraft(test)).id}/submit-for-approval`, key).expect(200)

    const found = await test.rows('SELECT outcome FROM idempotency_key WHERE key = $1', [key])
    expect(found).toHaveLength(4)
    expect(new Set(found.map(row => JSON.stringify(row)))).toHaveProperty('size', 4)
  })

  it('is free again after a refusal', async () => {
    const key = randomUUID()
    await post('buyer-author', '/requirements', key, { agreementId: newId() }).expect(problem(422, 'agreement-unknown'))
    await post('buyer-author', '/requirements', key, { agreementId }).expect(201)
  })

  it.each(['', ' ', 'a b', 'a\tb', 'x'.repeat(256), '\u00e9'])('is refused when it is %j', async key => {
    await settled(test)
    const before = await contents(test)
    await post('buyer-author', '/requirements', key, { agreementId }).expect(problem(400, 'idempotency-key-malformed'))
    expect(await contents(test)).toEqual(before)
  })

  it('may be all that prints', async () => {
    const printable = Array.from({ length: 94 }, (_, code) => String.fromCharCode(code + 33)).join('')
    await post('buyer-author', '/requirements', printable, { agreementId }).expect(201)
    await post('buyer-author', '/requirements', 'x'.repeat(255), { agreementId }).expect(201)
  })

  it.each(['creating a requirement', 'starting a bid', 'submitting a bid'])('sent twenty times at once does it once: %s', async name => {
    const make = VERBS[name]
    if (make === undefined) throw new Error(`There is no verb ${name}.`)
    const { route, player, status, body } = await make()
    const key = randomUUID()
    const keys = 'SELECT outcome FROM idempotency_key WHERE key = $1'
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(player, route, key, body)))

    const done = answers.filter(answer => answer.status === status)
    expect(done.length).toBeGreaterThan(0)
    expect(new Set(done.map(({ text }) => text)).size).toBe(1)
    for (const answer of answers.filter(each => each.status !== status)) problem(409, 'idempotency-key-in-flight')(answer)
    expect(await test.rows(keys, [key])).toHaveLength(1)
    await post(player, route, key, body).expect(status, done[0]?.body as object)
  })

  it('keeps ids and numbers of what was done, and nothing that was said', async () => {
    const outcomes = await test.rows<{ outcome: Record<string, unknown> }>('SELECT outcome FROM idempotency_key')
    const members = new Set(outcomes.flatMap(({ outcome }) => Object.keys(outcome)))
    expect([...members].sort()).toEqual(['fresh', 'id', 'requirementId', 'version'])
  })

  it('is forgotten after 24 hours', async () => {
    const key = randomUUID()
    const first = await post('buyer-author', '/requirements', key, { agreementId }).expect(201)
    await test.moveClock('23 hours 59 minutes')
    await test.signIn('buyer-author')
    const again = await post('buyer-author', '/requirements', key, { agreementId }).expect(201)
    expect(again.body).toEqual(first.body)
    await test.moveClock('2 minutes')
    const later = await post('buyer-author', '/requirements', key, { agreementId, title: 'x' }).expect(201)
    expect(later.body).not.toMatchObject({ id: (first.body as { id: string }).id })
  })
})

describe('No Idempotency-Key', () => {
  it('does it again', async () => {
    const test = await TestApp.start()
    const { agreementId } = await placeIn(test, 'PRACTICE')
    for (let time = 0; time < 2; time += 1) await test.api('buyer-author').post('/requirements').send({ agreementId }).expect(201)
    expect(await test.rows('SELECT id FROM requirement')).toHaveLength(2)
    expect(await test.rows('SELECT key FROM idempotency_key')).toEqual([])
    await test.stop()
  })
})
