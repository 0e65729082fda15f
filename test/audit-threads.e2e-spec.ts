import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { acceptTheRest, aLowAudit, type Audited, isTold, judge, readAudit, signOff } from './support/auditing.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'

const QUERY = { questionId: 'Q906', finding: 'queried', reason: 'Who confirms that the copies are deleted?' }
const REJECTION = { questionId: 'Q906', finding: 'rejected', reason: 'Nobody confirms it.', clause: 'AIP-C.4' }

interface Threads {
  items: { questionId: string; state: string; messages: { side: string; text: string; dueAt: string | null }[] }[]
}

describe('An ethics audit that queries an answer', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  const threadsOf = async (bidId: string): Promise<Threads['items']> =>
    ((await test.api('bid-writer').get(`/bids/${bidId}/audit-threads`).expect(200)).body as Threads).items

  const explain = (bidId: string, text: string) => test.api('bid-writer').post(`/bids/${bidId}/audit-threads/Q906/messages`).send({ text })

  let audited: Audited

  beforeAll(async () => {
    audited = await aLowAudit(test)
    await acceptTheRest(test, audited.auditId)
  })

  it('asks the supplier, which is told by whom and until when and nothing else', async () => {
    expect(await threadsOf(audited.bidId)).toEqual([])
    await explain(audited.bidId, 'x').expect(problem(404, 'not-found'))
    expect((await judge(test, audited.auditId, QUERY)).status).toBe(201)
    const threads = await threadsOf(audited.bidId)
    expect(threads).toMatchObject([{ questionId: 'Q906', state: 'waiting', messages: [{ side: 'operator', text: QUERY.reason }] }])
    expect(Object.keys(threads[0]?.messages[0] ?? {}).sort()).toEqual(['dueAt', 'id', 'side', 'text', 'writtenAt'])
    await isTold(test, 'bid-writer', 'ethics-audit.query-asked')
  })

  it('waits for the supplier before sign-off, and lets the officer go on only with an acceptance', async () => {
    const { audit } = await readAudit(test, audited.auditId)
    expect(audit.next).toBe('supplier')
    const queried = await signOff(test, audited.auditId)
    expect((queried.body as { errors: object[] }).errors).toMatchObject([{ code: 'query-open' }])
    await judge(test, audited.auditId, REJECTION)
    const rejected = await signOff(test, audited.auditId)
    expect((rejected.body as { errors: object[] }).errors).toMatchObject([{ code: 'answer-awaited' }])
    expect((await judge(test, audited.auditId, QUERY)).status).toBe(201)
  })

  it('takes explanations and leaves the bid as it was', async () => {
    const versions = () => test.rows('SELECT * FROM bid_version WHERE bid_id = $1', [audited.bidId])
    const before = await versions()
    await explain(audited.bidId, 'The host confirms it in writing.').expect(201)
    expect(await versions()).toEqual(before)
    expect((await threadsOf(audited.bidId)).map(({ state }) => state)).toEqual(['answered'])
    await isTold(test, 'procurement-officer', 'ethics-audit.query-answered')
    const { body } = await test.api('bid-writer').get(`/bids/${audited.bidId}/timeline`).expect(200)
    expect(JSON.stringify(body)).toContain('An answer was explained to the officers.')
  })

  it('makes an officer read the explanation before judging', async () => {
    const { etag } = await readAudit(test, audited.auditId)
    await explain(audited.bidId, 'And here is how.').expect(201)
    const stale = test.api('procurement-officer').post(`/ethics-audits/${audited.auditId}/verdicts`).set('If-Match', etag)
    await stale.send(REJECTION).expect(problem(412, 'stale-version'))
  })

  it('tells both sides once that an explanation is overdue, and decides nothing', async () => {
    const { etag } = await readAudit(test, audited.auditId)
    const ask = test.api('procurement-officer').post(`/ethics-audits/${audited.auditId}/threads/Q906/messages`).set('If-Match', etag)
    await ask.send({ text: 'In which contract?' }).expect(201)
    await test.moveClock('20 days')
    await test.signInAll()
    await test.sweep()
    await test.sweep()
    await isTold(test, 'bid-writer', 'ethics-audit.answer-overdue')
    await isTold(test, 'procurement-officer', 'ethics-audit.query-overdue')
    expect(await test.rows(`SELECT id FROM outbox_event WHERE type = 'ethics-audit.query-overdue'`)).toHaveLength(1)
    expect((await threadsOf(audited.bidId)).map(({ state }) => state)).toEqual(['overdue'])
    problem(422, 'audit-not-complete')(await signOff(test, audited.auditId))
    await explain(audited.bidId, 'In the contract with the host.').expect(201)
  })

  it('is closed by a verdict, and ends in a recommendation that the buyer reads and anybody can verify', async () => {
    await judge(test, audited.auditId, REJECTION)
    await explain(audited.bidId, 'One more thing.').expect(problem(409, 'thread-closed'))
    expect((await signOff(test, audited.auditId)).status).toBe(200)
    await explain(audited.bidId, 'One more thing.').expect(problem(409, 'audit-signed-off'))
    const { body } = await test.api('buyer-approver').get(`/ethics-audits/${audited.auditId}/report`).expect(200)
    expect(body).toMatchObject({ outcome: 'recommended-to-disregard', clauses: ['AIP-C.4'], officers: 1, tier: 'low' })
    expect(JSON.stringify(body)).not.toContain('officerId')
  })
})
