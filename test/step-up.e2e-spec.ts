import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { PASSWORD } from '../src/modules/demonstration/cast.js'
import { problem } from './support/problems.js'
import { type Player, TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, aWaitingDraft } from './support/world.js'

const DAYS = 14 * 86_400

describe('A step-up', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  const stepUp = (player: Player, password = PASSWORD) => test.api(player).post('/sessions/current/step-up').send({ password })

  it('lets a bid be submitted and withdrawn by a session that has grown old, with the same token', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test, { closesIn: DAYS }))
    await test.moveClock('16 minutes')
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(problem(403, 'fresh-sign-in-required'))
    const { body } = await stepUp('supplier-admin').expect(200)
    const { provedAt, freshUntil } = body as { provedAt: string; freshUntil: string }
    expect(Date.parse(freshUntil) - Date.parse(provedAt)).toBe(900_000)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    await test.moveClock('16 minutes')
    await test.api('supplier-admin').post(`/bids/${bidId}/withdraw`).expect(problem(403, 'fresh-sign-in-required'))
    await stepUp('supplier-admin').expect(200)
    await test.api('supplier-admin').post(`/bids/${bidId}/withdraw`).expect(200)
  })

  it('leaves an attempt that lacked it on record, and changes nothing before it', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test, { closesIn: DAYS }))
    await test.moveClock('16 minutes')
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(problem(403, 'fresh-sign-in-required'))
    const [last] = await test.rows(`SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY sequence DESC LIMIT 1`, [bidId])
    expect(last).toEqual({ action: 'bid.submission-refused' })
    expect((await test.api('supplier-admin').get(`/bids/${bidId}`).expect(200)).body).toMatchObject({ state: 'draft' })
  })

  it('is asked for before an approval', async () => {
    const { id, etag } = await aWaitingDraft(test)
    await test.moveClock('16 minutes')
    const approve = () => test.api('buyer-approver').post(`/requirements/${id}/approve`).set('If-Match', etag)
    await approve().expect(problem(403, 'fresh-sign-in-required'))
    await stepUp('buyer-approver').expect(200)
    await approve().expect(200)
  })

  it('counts to the last moment and no longer', async () => {
    const { id, etag } = await aWaitingDraft(test)
    await test.rows(`UPDATE session SET proved_at = market_now() - interval '14 minutes 50 seconds'`)
    await test.moveClock('10 seconds')
    await test
      .api('buyer-approver')
      .post(`/requirements/${id}/approve`)
      .set('If-Match', etag)
      .expect(problem(403, 'fresh-sign-in-required'))
  })

  it('renews one session and no other', async () => {
    const other = String(test.tokens.get('supplier-admin'))
    await test.signIn('supplier-admin')
    const bidId = await aPassingBid(test, await anOpenRequirement(test, { closesIn: DAYS }))
    await test.moveClock('16 minutes')
    await stepUp('supplier-admin').expect(200)
    await test.api().post(`/bids/${bidId}/submit`).set('Authorization', `Bearer ${other}`).expect(problem(403, 'fresh-sign-in-required'))
  })

  it('is refused with a wrong password, slowed after five, and the session runs on', async () => {
    for (let tries = 0; tries < 5; tries += 1) await stepUp('evaluator', 'wrong').expect(problem(422, 'step-up-refused'))
    await stepUp('evaluator', 'wrong').expect(problem(422, 'step-up-refused'))
    const response = await stepUp('evaluator').expect(problem(429, 'sign-in-slowed'))
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0)
    await test.api('evaluator').get('/notifications').expect(200)
    await test.moveClock('1 minute')
    await stepUp('evaluator').expect(200)
  })

  it.each([
    {},
    { password: '' },
    { password: 1 },
    { password: 'x'.repeat(1001) },
    { password: 'x', oneTimeCode: 1 },
    { password: 'x', more: 1 },
  ])('is not asked for by %j', async body => {
    await test
      .api('auditor')
      .post('/sessions/current/step-up')
      .send(body)
      .expect(({ status }) => {
        expect(status).toBe(400)
      })
  })
})
