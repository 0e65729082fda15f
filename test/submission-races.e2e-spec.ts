import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Response, Test } from 'supertest'

import { hire } from './support/people.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, GOLDEN } from './support/world.js'

describe('One bid, at the same instant', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
    await hire(test, 'new-admin', 'First Example Supplier', 'supplier-admin')
  })
  afterAll(() => test.stop())

  const atOnce = (times: number, ask: (time: number) => Test): Promise<Response[]> =>
    Promise.all(Array.from({ length: times }, async (_, time) => ask(time)))

  const submit = (bidId: string) => test.api('supplier-admin').post(`/bids/${bidId}/submit`)
  const withdraw = (bidId: string) => test.api('supplier-admin').post(`/bids/${bidId}/withdraw`)

  const versionsOf = async (bidId: string): Promise<number[]> =>
    (await test.rows<{ number: number }>('SELECT number FROM bid_version WHERE bid_id = $1 ORDER BY number', [bidId])).map(
      ({ number }) => number,
    )

  const eventsOf = async (bidId: string): Promise<string[]> =>
    (await test.rows<{ type: string }>(`SELECT type FROM outbox_event WHERE payload->>'bidId' = $1 ORDER BY id`, [bidId])).map(
      ({ type }) => type,
    )

  /** How many of the answers have which status. */
  const tally = (answers: readonly Response[]): Record<number, number> => {
    const counted: Record<number, number> = {}
    for (const { status } of answers) counted[status] = (counted[status] ?? 0) + 1
    return counted
  }

  const aSubmittedBid = async (): Promise<string> => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    await submit(bidId).expect(201)
    return bidId
  }

  /** Another price in the working copy, so that submitting it makes a new version. */
  const change = async (bidId: string, unitPrice: string): Promise<void> => {
    const { headers } = await test.api('supplier-admin').get(`/bids/${bidId}`).expect(200)
    const priceSchedule = GOLDEN.bid.priceSchedule.map(line => ({ ...line, unitPrice }))
    await test.api('supplier-admin').patch(`/bids/${bidId}`).set('If-Match', String(headers['etag'])).send({ priceSchedule }).expect(200)
  }

  it('submitted fifty times with one key is received once: every answer is its receipt, or that the first still runs', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    const keyed = () => submit(bidId).set('Idempotency-Key', 'one')
    const answers = await atOnce(50, keyed)
    const [receipt, ...more] = answers.filter(({ status }) => status === 201).map(({ body }) => body as object)
    expect(receipt).toMatchObject({ bidId, version: 1 })
    for (const body of more) expect(body).toEqual(receipt)
    for (const answer of answers.filter(({ status }) => status !== 201)) problem(409, 'idempotency-key-in-flight')(answer)
    expect((await keyed().expect(201)).body).toEqual(receipt)
    expect(await versionsOf(bidId)).toEqual([1])
    expect(await eventsOf(bidId)).toEqual(['bid.submitted'])
  })

  it('submitted fifty times with fifty keys is received once, and every answer is its receipt', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    const answers = await atOnce(50, time => submit(bidId).set('Idempotency-Key', `key-${time}`))
    expect(tally(answers)).toEqual({ 200: 49, 201: 1 })
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(await versionsOf(bidId)).toEqual([1])
    expect(await eventsOf(bidId)).toEqual(['bid.submitted'])
  })

  it('submitted by two administrators is one version, whoever was first', async () => {
    const bidId = await aSubmittedBid()
    await change(bidId, '1')
    const answers = await atOnce(10, time => test.api(time % 2 === 0 ? 'supplier-admin' : 'new-admin').post(`/bids/${bidId}/submit`))
    expect(tally(answers)).toEqual({ 200: 9, 201: 1 })
    expect(await versionsOf(bidId)).toEqual([1, 2])
    expect(await eventsOf(bidId)).toEqual(['bid.submitted', 'bid.replaced'])
  })

  it('withdrawn twenty times is withdrawn once', async () => {
    const bidId = await aSubmittedBid()
    const answers = await atOnce(20, () => withdraw(bidId))
    expect(tally(answers)).toEqual({ 200: 1, 409: 19 })
    for (const answer of answers.filter(({ status }) => status === 409)) problem(409, 'bid-withdrawn')(answer)
    expect(await eventsOf(bidId)).toEqual(['bid.submitted', 'bid.withdrawn'])
  })

  it('replaced while it is withdrawn is withdrawn, with or without the new version on record', async () => {
    for (let time = 0; time < 8; time += 1) {
      const bidId = await aSubmittedBid()
      await change(bidId, String(time + 2))
      // Which of them is asked first changes, so that both ends are seen.
      const verbs = time % 2 === 0 ? [submit, withdraw] : [withdraw, submit]
      const answers = await Promise.all(verbs.map(async verb => verb(bidId)))
      const [submitted, withdrawn] = time % 2 === 0 ? answers : answers.toReversed()
      expect(withdrawn?.status).toBe(200)
      if (submitted?.status !== 201) problem(409, 'bid-not-writable')(submitted as Response)
      expect(await versionsOf(bidId)).toEqual(submitted?.status === 201 ? [1, 2] : [1])
      expect(await test.rows('SELECT state FROM bid WHERE id = $1', [bidId])).toEqual([{ state: 'withdrawn' }])
    }
  })

  it('withdrawn while a new one is started makes room for one, or not yet', async () => {
    const bidId = await aSubmittedBid()
    const [bid] = await test.rows<{ requirementId: string }>('SELECT requirement_id AS "requirementId" FROM bid WHERE id = $1', [bidId])
    const requirementId = String(bid?.requirementId)
    const start = () => test.api('supplier-admin').post(`/requirements/${requirementId}/bids`)
    const answers = await atOnce(21, time => (time === 10 ? withdraw(bidId) : start()))
    expect(answers[10]?.status).toBe(200)
    const started = answers.filter(({ status }) => status === 201)
    expect(started.length).toBeLessThanOrEqual(1)
    for (const answer of answers.filter(({ status }) => status >= 400)) problem(409, 'bid-exists')(answer)
    if (started.length === 0) await start().expect(201)
    const live = await test.rows(`SELECT id FROM bid WHERE requirement_id = $1 AND state <> 'withdrawn'`, [requirementId])
    expect(live).toHaveLength(1)
  })

  it('submitted late is refused for that, also where what it is made of cannot be read', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test, { closesIn: 300 }))
    await test.rows('ALTER TABLE ethics_answer_section DISABLE TRIGGER USER')
    await test.rows(
      `UPDATE ethics_answer_section SET answers = (SELECT answers FROM ethics_answer_section WHERE bid_id = $1 ORDER BY section LIMIT 1) WHERE bid_id = $1`,
      [bidId],
    )
    await test.rows('ALTER TABLE ethics_answer_section ENABLE TRIGGER USER')
    await submit(bidId).expect(problem(503, 'unavailable'))
    await test.moveClock('6 minutes')
    await submit(bidId).expect(problem(409, 'deadline-passed'))
  })
})
