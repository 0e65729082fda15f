import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Response } from 'supertest'

import { newId } from '../src/shared/ids.js'
import { grant } from './support/people.js'
import { contents, problem } from './support/problems.js'
import { type Player, TestApp } from './support/test-app.js'
import { aDraft, anOpenRequirement, aWorkingCopy, eventsHandled, settled } from './support/world.js'

interface Report {
  id: string
  requirementId: string
  reportedAt: string
}

describe('A problem', () => {
  let test: TestApp
  let requirementId: string
  let bidId: string

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    requirementId = await anOpenRequirement(test)
    bidId = await aWorkingCopy(test, requirementId)
  })
  afterAll(() => test.stop())

  const report = (about: string, player: Player = 'bid-writer', text = 'The page stood still.') =>
    test.api(player).post(`${about}/problem-reports`).send({ text })

  const list = async (query = ''): Promise<(Report & Record<string, unknown>)[]> => {
    const { body } = await test.api('procurement-officer').get(`/problem-reports${query}`).expect(200)
    return (body as { items: (Report & Record<string, unknown>)[] }).items
  }

  it('is told to the officers with the moment by the database, and says the same whether there is a bid or none', async () => {
    const [before] = await test.rows<{ at: string }>(NOW)
    const requestId = newId()
    const ofBid = await test.api('bid-writer').post(`/bids/${bidId}/problem-reports`).send({ text: 'It hangs.', requestId }).expect(201)
    const ofNone = await report(`/requirements/${requirementId}`, 'rival-admin', 'It hangs.').expect(201)
    const [after] = await test.rows<{ at: string }>(NOW)
    for (const { body } of [ofBid, ofNone]) {
      const { reportedAt } = body as Report
      expect(body).toEqual({ id: expect.any(String), requirementId, reportedAt })
      expect(reportedAt >= String(before?.at) && reportedAt <= String(after?.at)).toBe(true)
    }
    const told = await list()
    expect(told.map(({ id }) => id)).toEqual([ofNone, ofBid].map(({ body }) => (body as Report).id))
    expect(told.map(each => Object.keys(each))).toEqual([Object.keys(told[0] ?? {}), Object.keys(told[0] ?? {})])
    expect(told.map(each => each['requestId'])).toEqual([null, requestId])
    expect(JSON.stringify(told)).not.toContain(bidId)

    await eventsHandled(test)
    for (const officer of ['procurement-officer', 'second-officer', 'senior-officer'] as const) {
      const { body } = await test.api(officer).get('/notifications').expect(200)
      expect(body).toMatchObject({ items: [TOLD, TOLD] })
    }
    const { body } = await test.api('buyer-author').get('/notifications').expect(200)
    expect(JSON.stringify(body)).not.toContain('problem.reported')
  })

  it('is told once for a repeat with its key', async () => {
    const keyed = () => report(`/bids/${bidId}`).set('Idempotency-Key', 'k')
    const { body } = await keyed().expect(201)
    expect((await keyed().expect(201)).body).toEqual(body)
    expect((await list()).filter(({ id }) => id === (body as Report).id)).toHaveLength(1)
  })

  it('can be reported after the deadline as well', async () => {
    const closed = await anOpenRequirement(test, { closesIn: 300 })
    const bid = await aWorkingCopy(test, closed)
    await test.moveClock('6 minutes')
    await report(`/bids/${bid}`).expect(201)
    await report(`/requirements/${closed}`, 'rival-admin').expect(201)
  })

  it('is not reported about what is not yours to see', async () => {
    const draft = await aDraft(test)
    await settled(test)
    const before = await contents(test)
    await report(`/bids/${bidId}`, 'rival-admin').expect(problem(404, 'not-found'))
    await report(`/bids/${newId()}`, 'rival-admin').expect(problem(404, 'not-found'))
    await report(`/requirements/${draft.id}`).expect(problem(404, 'not-found'))
    await report(`/requirements/${newId()}`).expect(problem(404, 'not-found'))
    expect(await contents(test)).toEqual(before)
  })

  it('is read page by page, newest first, without missing what comes meanwhile', async () => {
    const all = (await list('?limit=100')).map(({ id }) => id)
    const first = await test.api('procurement-officer').get('/problem-reports?limit=2').expect(200)
    await report(`/bids/${bidId}`).expect(201)
    const { nextCursor } = first.body as { nextCursor: string }
    const rest = (await list(`?limit=100&cursor=${nextCursor}`)).map(({ id }) => id)
    expect([...(first.body as { items: Report[] }).items.map(({ id }) => id), ...rest]).toEqual(all)
  })

  it('is read by no officer who works for a supplier as well', async () => {
    await grant(test, 'second-officer', 'Fourth Example Supplier', 'bid-writer')
    const [operator] = await test.rows<{ id: string }>(`SELECT id FROM organisation WHERE kind = 'operator'`)
    await test
      .api('second-officer')
      .get('/problem-reports')
      .set('X-Organisation', String(operator?.id))
      .expect(problem(403, 'problem-reports-not-yours'))
  })

  it('is taken sixty times an hour and no more, while a rival’s still is', async () => {
    const about = `/requirements/${await anOpenRequirement(test)}`
    const answers: Response[] = []
    for (let sent = 0; sent < 61; sent += 1) answers.push(await report(about))
    const refused = answers.splice(60)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    for (const answer of refused) problem(429, 'too-many-problem-reports')(answer)
    const wait = Number(refused[0]?.headers['retry-after'])
    expect(wait).toBeGreaterThan(3_000)
    await report(about, 'rival-admin').expect(201)
    await report(`/bids/${bidId}`).expect(201)
    await test.moveClock(`${wait} seconds`)
    await test.signIn('bid-writer')
    await report(about).expect(201)
  })
})

const NOW = `SELECT to_char(market_now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`

const TOLD = { kind: 'problem.reported', subjectType: 'requirement', title: 'A supplier reported a problem' }
