import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { contents, LOG, problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, aWorkingCopy, declareNoInterests, GOLDEN } from './support/world.js'

describe('A bid that is withdrawn', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  const submit = (bidId: string) => test.api('supplier-admin').post(`/bids/${bidId}/submit`)
  const withdraw = (bidId: string) => test.api('supplier-admin').post(`/bids/${bidId}/withdraw`)

  const aSubmittedBid = async (closesIn = 3600): Promise<{ requirementId: string; bidId: string }> => {
    const requirementId = await anOpenRequirement(test, { closesIn })
    const bidId = await aPassingBid(test, requirementId)
    await submit(bidId).expect(201)
    return { requirementId, bidId }
  }

  const eventsOf = async (bidId: string): Promise<[string, object][]> => {
    const events = await test.rows<{ type: string; payload: object }>(
      `SELECT type, payload FROM outbox_event WHERE payload->>'bidId' = $1 ORDER BY id`,
      [bidId],
    )
    return events.map(({ type, payload }) => [type, payload])
  }

  it('keeps its versions on record and can be neither written nor submitted any more', async () => {
    const { bidId } = await aSubmittedBid()
    const { body, headers } = await withdraw(bidId).expect(200)
    expect(body).toMatchObject({ id: bidId, state: 'withdrawn' })
    await test.api('bid-writer').get(`/bids/${bidId}/receipts/1`).expect(200)
    await submit(bidId).expect(problem(409, 'bid-not-writable'))
    await test
      .api('supplier-admin')
      .patch(`/bids/${bidId}`)
      .set('If-Match', String(headers['etag']))
      .send(GOLDEN.bid)
      .expect(problem(409, 'bid-not-writable'))
    await test
      .api('supplier-admin')
      .patch(`/bids/${bidId}/ethics-answers`)
      .set('If-Match', '"1"')
      .send({ Q101: null })
      .expect(problem(409, 'bid-not-writable'))
  })

  it('tells of each step once: submitted, replaced, withdrawn', async () => {
    const { bidId } = await aSubmittedBid()
    const { headers } = await test.api('supplier-admin').get(`/bids/${bidId}`).expect(200)
    const priceSchedule = GOLDEN.bid.priceSchedule.map(line => ({ ...line, unitPrice: '1.0001' }))
    await test.api('supplier-admin').patch(`/bids/${bidId}`).set('If-Match', String(headers['etag'])).send({ priceSchedule }).expect(200)
    await submit(bidId).expect(201)
    await submit(bidId).expect(200)
    await withdraw(bidId).expect(200)
    await withdraw(bidId).expect(problem(409, 'bid-withdrawn'))
    expect(await eventsOf(bidId)).toEqual([
      ['bid.submitted', { bidId, version: 1 }],
      ['bid.replaced', { bidId, version: 2 }],
      ['bid.withdrawn', { bidId }],
    ])
  })

  it('leaves room for a new bid, and only the new one is opened', async () => {
    const { requirementId, bidId } = await aSubmittedBid(300)
    await test.api('supplier-admin').post(`/requirements/${requirementId}/bids`).expect(problem(409, 'bid-exists'))
    await withdraw(bidId).expect(200)
    const next = await aPassingBid(test, requirementId)
    expect(next).not.toBe(bidId)
    await submit(next).expect(201)
    expect(await eventsOf(next)).toEqual([['bid.submitted', { bidId: next, version: 1 }]])
    const { body } = await test.api('supplier-admin').get('/bids').expect(200)
    expect(body).toMatchObject({
      items: [
        { id: next, state: 'submitted', lastVersion: 1 },
        { id: bidId, state: 'withdrawn', lastVersion: 1 },
        ...Array.from({ length: 2 }, () => expect.anything()),
      ],
    })

    await test.moveClock('6 minutes')
    await declareNoInterests(test, requirementId)
    await test.api('buyer-approver').post(`/requirements/${requirementId}/open-bids`).expect(200)
    await test.api('procurement-officer').post(`/requirements/${requirementId}/open-bids`).expect(200)
    const opened = await test.api('buyer-approver').get(`/requirements/${requirementId}/bids`).expect(200)
    expect((opened.body as { items: { bidId: string }[] }).items.map(each => each.bidId)).toEqual([next])
  })

  it('was submitted: a draft has nothing to withdraw, and is told what to do', async () => {
    const bidId = await aWorkingCopy(test, await anOpenRequirement(test))
    const before = await contents(test, LOG)
    const { body } = await withdraw(bidId).expect(problem(409, 'nothing-to-withdraw'))
    expect((body as { detail: string }).detail).toMatch(/leave it, or empty it/)
    expect(await contents(test, LOG)).toEqual(before)
  })

  it('is told the same after a reopening, before a job has written down that the draft lives again', async () => {
    const bidId = await aWorkingCopy(test, await anOpenRequirement(test))
    await test.rows(`UPDATE bid SET state = 'not-submitted' WHERE id = $1`, [bidId])
    const { body } = await withdraw(bidId).expect(problem(409, 'nothing-to-withdraw'))
    expect(body).toMatchObject({ state: 'draft' })
  })

  it('is the same for a repeat with its key, and a new act with another', async () => {
    const { bidId } = await aSubmittedBid()
    const keyed = (key: string) => withdraw(bidId).set('Idempotency-Key', key)
    const { body } = await keyed('a').expect(200)
    expect((await keyed('a').expect(200)).body).toEqual(body)
    await keyed('b').expect(problem(409, 'bid-withdrawn'))
    expect(await eventsOf(bidId)).toHaveLength(2)
  })

  it('may be taken back by a supplier whose membership was suspended since', async () => {
    const { bidId } = await aSubmittedBid()
    const memberships = (state: string) =>
      test.rows('UPDATE membership SET state = $2 WHERE supplier_id = (SELECT supplier_id FROM bid WHERE id = $1)', [bidId, state])
    await memberships('suspended')
    await submit(bidId).expect(problem(409, 'membership-not-active'))
    await withdraw(bidId).expect(200)
    await memberships('active')
  })

  it('is withdrawn before the deadline, to the microsecond', async () => {
    const { requirementId, bidId } = await aSubmittedBid()
    const late = await aSubmittedBid()
    const deadline = (id: string, at: string) => test.rows(`UPDATE requirement SET submission_deadline = ${at} WHERE id = $1`, [id])
    await freezeClock()
    await deadline(requirementId, `market_now() + interval '1 microsecond'`)
    await deadline(late.requirementId, 'market_now()')
    await withdraw(bidId).expect(200)
    const { body } = await withdraw(late.bidId).expect(problem(409, 'deadline-passed'))
    const { serverTime, submissionDeadline } = body as { serverTime: string; submissionDeadline: string }
    expect(serverTime).toBe(submissionDeadline)
    expect(await test.rows('SELECT state FROM bid WHERE id = $1', [late.bidId])).toEqual([{ state: 'submitted' }])
  })

  /** From now on the market's clock stands still, to the microsecond. */
  const freezeClock = async (): Promise<void> => {
    const [now] = await test.rows<{ at: string }>(`SELECT market_now()::text AS at`)
    await test.rows(
      `CREATE OR REPLACE FUNCTION market_now() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE AS $$ SELECT '${String(now?.at)}'::timestamptz $$`,
    )
  }
})
