import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { grant, organisationId, revoke } from './support/people.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, aWorkingCopy, eventsHandled, openAfterDeadline, placeIn } from './support/world.js'

interface Counts {
  low: number | null
  all: number | null
}

interface Figures {
  period: { from: string; to: string }
  bids: Counts
  outcomes: (Counts & { key: string })[]
  findings: (Counts & { key: string; effect: string })[]
  refusals: (Counts & { key: string })[]
  enough?: boolean
}

describe('Figures', () => {
  let test: TestApp
  let practice: string
  let requirementId: string
  let sealed: Figures

  /** One bid that is sent, one that the check stops, both on a competition for practice. */
  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    practice = (await placeIn(test, 'PRACTICE')).agreementId
    requirementId = await anOpenRequirement(test, { closesIn: 300 })
    const bidId = await aPassingBid(test, requirementId)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    const stopped = await aWorkingCopy(test, requirementId, 'rival-admin')
    for (let attempt = 0; attempt < 2; attempt += 1) await test.api('rival-admin').post(`/bids/${stopped}/submit`).expect(422)
    sealed = await exact(`?agreement=${practice}`)
    await openAfterDeadline(test, requirementId)
    await eventsHandled(test)
  })
  afterAll(() => test.stop())

  const exact = async (query = ''): Promise<Figures> =>
    (await test.api('procurement-officer').get(`/figures/exact${query}`).expect(200)).body as Figures

  const all = (list: readonly (Counts & { key: string })[]): object => Object.fromEntries(list.map(({ key, all: count }) => [key, count]))

  it('say nothing of bids before they are opened', () => {
    expect(sealed.bids.all).toBe(0)
    expect([...sealed.findings, ...sealed.refusals]).toEqual([])
  })

  it('count a competition once its bids are opened', async () => {
    const { bids, outcomes, findings, refusals } = await exact(`?agreement=${practice}`)
    expect(bids).toMatchObject({ low: 2, all: 2 })
    expect(all(outcomes)).toMatchObject({ 'passed-with-warnings': 1, stopped: 1, passed: 0, 'not-submitted': 0 })
    expect(all(refusals)).toEqual({ 'ethics-check-failed': 2 })
    expect(findings.length).toBeGreaterThan(0)
    expect(findings.every(({ effect, low }) => effect === 'warn' && low === 1)).toBe(true)
  })

  it('are counted once, however often the event comes', async () => {
    await test.rows(`INSERT INTO outbox_event (id, type, payload) VALUES (gen_random_uuid(), 'competition.left-uncounted', $1)`, [
      JSON.stringify({ requirementId }),
    ])
    await eventsHandled(test)
    expect((await exact(`?agreement=${practice}`)).bids.all).toBe(2)
  })

  it('leave out practice unless it is asked for, and what was opened on other days', async () => {
    expect((await exact()).bids.all).toBe(0)
    expect((await exact(`?agreement=${practice}&from=2020-01-01&to=2020-12-31`)).bids.all).toBe(0)
  })

  it('tell everybody nothing of practice, of this month, or of few bids', async () => {
    const { body } = await test.api().get('/figures').expect(200)
    const { enough, bids, findings } = body as Figures
    expect([enough, bids.all, findings]).toEqual([false, null, []])
  })

  it.each([
    ['?agreement=x', 'invalid-request'],
    ['?from=2026-02-31', 'invalid-request'],
    ['?from=2026-02-02&to=2026-02-01', 'invalid-request'],
    ['?from=1999-01-01&to=2026-02-01', 'invalid-request'],
    ['?tier=low', 'invalid-request'],
  ])('asked with %s are refused', async (query, code) => {
    await test.api('auditor').get(`/figures/exact${query}`).expect(problem(400, code))
  })

  const page = (url: string, as?: 'procurement-officer' | 'auditor' | 'bid-writer') =>
    test.app.inject({ url, headers: as === undefined ? {} : { cookie: `session=${String(test.tokens.get(as))}` } })

  it.each(['outcomes', 'findings', 'audit-times', 'refusals'])('can be downloaded as CSV: %s', async name => {
    for (const [url, as] of [[`/transparency/${name}/csv`], [`/officer/figures/${name}/csv?agreement=${practice}`, 'auditor']] as const) {
      const { statusCode, headers, body } = await page(url, as)
      expect([statusCode, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8'])
      expect(headers['content-disposition']).toMatch(/^attachment; filename="[a-z-]+-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv"$/)
      expect(body.split('\r\n')[0]).toMatch(/,/)
    }
  })

  it('are not exact for an officer who works for a supplier as well', async () => {
    const operator = await organisationId(test, 'Marketplace Operator')
    await grant(test, 'procurement-officer', 'Fourth Example Supplier', 'bid-writer')
    const answer = await test.api('procurement-officer').get('/figures/exact').set('X-Organisation', operator)
    await revoke(test, 'procurement-officer', 'Fourth Example Supplier')
    problem(403, 'figures-not-yours')(answer)
  })

  it('are not there by another name, and the exact ones not for everybody', async () => {
    expect((await page('/transparency/prices/csv')).statusCode).toBe(404)
    expect((await page('/transparency/__proto__/csv')).statusCode).toBe(404)
    expect((await page('/officer/figures', 'bid-writer')).statusCode).toBe(403)
    expect((await page('/officer/figures', 'auditor')).statusCode).toBe(200)
  })
})
