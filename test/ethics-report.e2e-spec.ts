import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { canonicalBytes, sha256, shownHash } from '../src/shared/canonical.js'
import { isSignedWith, type Signature } from '../src/modules/bids/domain/signed-document.js'
import { keysById } from '../src/modules/bids/domain/receipt-key.js'
import { acceptTheRest, declare, judge, signOff } from './support/auditing.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { anOpening, anOpenRequirement, eventsHandled, theAuditOf } from './support/world.js'

type Report = Signature & { bids: { bidId: string; auditReportHash: string; outcome: string; clauses: string[] }[] }

describe('The ethics report', () => {
  let test: TestApp
  let requirementId: string
  let bidIds: string[]
  let auditIds: string[]

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    ;({ requirementId, bidIds } = await anOpening(test, 'supplier-admin', 'rival-admin'))
    auditIds = [await theAuditOf(test, String(bidIds[0])), await theAuditOf(test, String(bidIds[1]))]
    for (const auditId of auditIds) await acceptTheRest(test, auditId)
  })
  afterAll(() => test.stop())

  const path = () => `/requirements/${requirementId}/ethics-report`

  it('is sealed like the bids before the opening', async () => {
    const sealed = await anOpenRequirement(test)
    await test.api('procurement-officer').get(`/requirements/${sealed}/ethics-report`).expect(problem(409, 'bids-sealed'))
  })

  it('is not there before every audit is signed off', async () => {
    const finding = { questionId: 'Q906', finding: 'rejected', reason: 'Nobody confirms it.', clause: 'AIP-C.4' }
    expect((await judge(test, String(auditIds[1]), finding)).status).toBe(201)
    expect((await signOff(test, String(auditIds[0]))).status).toBe(200)
    await eventsHandled(test)
    await test.api('buyer-approver').get(path()).expect(problem(409, 'ethics-report-not-ready'))
    expect((await signOff(test, String(auditIds[1]))).status).toBe(200)
    await eventsHandled(test)
    await test.api('buyer-approver').get(path()).expect(200)
  })

  it('is the same to the byte each time, names every bid with what came of it, and is verified without the marketplace', async () => {
    const { text, body } = await test.api('buyer-approver').get(path()).expect(200)
    expect((await test.api('procurement-officer').get(path()).expect(200)).text).toBe(text)
    expect(text).toBe(canonicalBytes(body).toString('utf8'))
    const { bids, ...signed } = body as Report
    expect(bids.map(({ bidId }) => bidId)).toEqual(bidIds.toSorted())
    const outcomes = Object.fromEntries(bids.map(({ bidId, outcome, clauses }) => [bidId, { outcome, clauses }]))
    expect(outcomes).toEqual({
      [String(bidIds[0])]: { outcome: 'accepted', clauses: [] },
      [String(bidIds[1])]: { outcome: 'recommended-to-disregard', clauses: ['AIP-C.4'] },
    })
    const keys = keysById(JSON.parse((await test.app.inject({ url: '/.well-known/receipt-keys.json' })).payload))
    const key = keys.get(signed.kid)
    if (key === undefined) throw new Error('The key is not published.')
    expect(isSignedWith({ bids, ...signed } as Report, key)).toBe(true)
    expect(isSignedWith({ bids: bids.slice(1), ...signed } as Report, key)).toBe(false)
    for (const [place, auditId] of auditIds.entries()) {
      const report = await test.api('buyer-approver').get(`/ethics-audits/${auditId}/report`).expect(200)
      const listed = bids.find(({ bidId }) => bidId === bidIds[place])
      expect(listed?.auditReportHash).toBe(shownHash(sha256(Buffer.from(report.text, 'utf8'))))
      expect(isSignedWith(report.body as Report, key)).toBe(true)
    }
  })

  it('is no receipt', async () => {
    const { body } = await test.api('buyer-approver').get(path()).expect(200)
    await test
      .api()
      .post('/receipts/verify')
      .send(body as object)
      .expect(problem(400, 'not-a-receipt'))
  })

  it('is told of to the buyer once, and read only after declaring', async () => {
    const { body } = await test.api('buyer-author').get('/notifications?limit=100').expect(200)
    expect((body as { items: { kind: string }[] }).items.filter(({ kind }) => kind === 'ethics-report.made')).toHaveLength(1)
    await test.api('buyer-author').get(path()).expect(problem(403, 'interests-not-declared'))
    await test.api('supplier-admin').get(path()).expect(problem(403, 'role-missing'))
  })

  describe('comes after a queue that', () => {
    const listed = async (query: string): Promise<{ id: string }[]> =>
      ((await test.api('second-officer').get(`/ethics-audits?${query}`).expect(200)).body as { items: { id: string }[] }).items

    it('no longer holds what is signed off, unless that is asked for', async () => {
      expect(await listed('')).toEqual([])
      expect((await listed('state=signed-off&sort=age')).map(({ id }) => id)).toEqual(auditIds.toSorted())
    })

    it.each(['risk', 'referrals', 'contradictions', 'age'])('is paged by %s', async sort => {
      const query = `state=signed-off&sort=${sort}&limit=1`
      const first = await test.api('second-officer').get(`/ethics-audits?${query}`).expect(200)
      const { items, nextCursor } = first.body as { items: { id: string }[]; nextCursor: string }
      const [next] = await listed(`${query}&cursor=${nextCursor}`)
      expect([items[0]?.id, next?.id]).toEqual(auditIds.toSorted())
      await test
        .api('second-officer')
        .get(`/ethics-audits?sort=${sort === 'age' ? 'risk' : 'age'}&cursor=${nextCursor}`)
        .expect(problem(400, 'cursor-malformed'))
    })

    it.each([
      ['tier=low', 2],
      ['tier=high', 0],
      ['referred=true', 0],
      ['referred=false', 2],
      ['contradictory=true', 0],
      ['overdue=true', 0],
      ['createdBefore=2020-01-01T00:00:00Z', 0],
    ])('is filtered by %s', async (filter, count) => {
      expect(await listed(`state=signed-off&${filter}`)).toHaveLength(count)
      expect(await listed(`state=signed-off&requirement=${requirementId}&${filter}`)).toHaveLength(count)
    })

    it('says nothing of bids, and shows no competition in which the reader has an interest', async () => {
      const [row] = await listed('state=signed-off')
      expect(Object.keys(row ?? {}).sort()).toEqual(QUEUE_MEMBERS)
      await declare(test, 'senior-officer', requirementId)
      const interest = { hasInterest: true, details: 'I own shares.' }
      await test.api('second-officer').post(`/requirements/${requirementId}/interest-declarations`).send(interest).expect(204)
      expect(await listed('state=signed-off')).toEqual([])
    })
  })
})

const QUEUE_MEMBERS = [
  ...['bidId', 'contradictions', 'createdAt', 'dueAt', 'id', 'judged', 'next', 'overdue', 'queried'],
  ...['referrals', 'requirementId', 'requirementTitle', 'state', 'tier', 'toJudge', 'waiting'],
]
