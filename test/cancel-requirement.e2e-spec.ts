import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { Changes, REASON } from './support/changes.js'
import { grant, hire, revoke } from './support/people.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { aDraft, anOpening, anOpenRequirement, aWaitingDraft, aWorkingCopy, declareNoInterests } from './support/world.js'

describe('A published requirement is cancelled', () => {
  let test: TestApp
  let the: Changes

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    the = new Changes(test)
    await hire(test, 'new-approver', 'First Example Council', 'buyer-approver')
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  it('by two people who say the same, one of them an approver', async () => {
    const id = await anOpenRequirement(test)
    const bidId = await the.aSubmission(id)
    await aWorkingCopy(test, id, 'rival-admin')
    await the.verb(id, 'cancel', { reason: REASON }).expect(200, { cancelled: false })
    await the.verb(id, 'cancel', { reason: REASON }).expect(problem(409, 'already-proposed'))
    await the
      .verb(id, 'cancel', { reason: 'No money.' }, 'buyer-approver')
      .expect(200, { cancelled: false, othersProposed: [{ reason: REASON }] })
    expect((await the.told(id)).state).toBe('open')
    expect(await the.toldOf('requirement.cancellation-proposed', id)).toContain('buyer-approver')
    await the.verb(id, 'cancel', { reason: REASON }, 'buyer-approver').expect(200, { cancelled: true })

    expect((await the.told(id)).state).toBe('cancelled')
    expect(await the.changesOf(id)).toMatchObject([
      { kind: 'cancelled', reason: REASON, before: { state: 'open' }, after: { state: 'cancelled' } },
    ])
    expect(await the.toldOf('requirement.cancelled', id)).toEqual(expect.arrayContaining(['rival-admin', 'supplier-admin']))
    await the.verb(id, 'cancel', { reason: REASON }).expect(problem(409, 'requirement-state'))
    await the.extend(id, 7200).then(problem(409, 'requirement-not-open'))

    const bid = await test.api('supplier-admin').get(`/bids/${bidId}`).expect(200)
    await test.api('supplier-admin').get(`/bids/${bidId}/receipts/1`).expect(200)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(problem(409, 'requirement-not-open'))
    await test
      .api('supplier-admin')
      .patch(`/bids/${bidId}`)
      .set('If-Match', String(bid.headers['etag']))
      .send({ declarations: null })
      .expect(problem(409, 'requirement-not-open'))
    await declareNoInterests(test, id)
    await test.moveClock('2 hours')
    await Promise.all([test.signIn('buyer-approver'), test.signIn('procurement-officer')])
    await the.verb(id, 'open-bids', {}, 'procurement-officer').expect(problem(409, 'requirement-not-open'))
  })

  it('by two approvers too, but not by two authors, nor by one person with both roles', async () => {
    const [byApprovers, byAuthors] = [await anOpenRequirement(test), await anOpenRequirement(test)]
    await the.verb(byApprovers, 'cancel', { reason: REASON }, 'buyer-approver').expect(200, { cancelled: false })
    await the.verb(byApprovers, 'cancel', { reason: REASON }, 'new-approver').expect(200, { cancelled: true })

    await hire(test, 'new-colleague', 'First Example Council', 'buyer-author')
    await the.verb(byAuthors, 'cancel', { reason: REASON }).expect(200, { cancelled: false })
    await the.verb(byAuthors, 'cancel', { reason: REASON }, 'new-colleague').expect(200, { cancelled: false })
    await grant(test, 'new-colleague', 'First Example Council', 'buyer-approver')
    await the.verb(byAuthors, 'cancel', { reason: REASON }, 'new-colleague').expect(problem(409, 'already-proposed'))
    await revoke(test, 'new-colleague', 'First Example Council')
  })

  it('by the last word of each, whatever they said before', async () => {
    const id = await anOpenRequirement(test)
    await the.verb(id, 'cancel', { reason: REASON }).expect(200, { cancelled: false })
    await the.verb(id, 'cancel', { reason: 'No money.' }).expect(200, { cancelled: false })
    const othersProposed = [{ reason: 'No money.' }]
    await the.verb(id, 'cancel', { reason: REASON }, 'buyer-approver').expect(200, { cancelled: false, othersProposed })
    await the.verb(id, 'cancel', { reason: 'No money.' }, 'buyer-approver').expect(200, { cancelled: true })
  })

  it('not with the word of an approver who is none any more', async () => {
    const id = await anOpenRequirement(test)
    await hire(test, 'new-leaver', 'First Example Council', 'buyer-approver')
    await the.verb(id, 'cancel', { reason: REASON }, 'new-leaver').expect(200, { cancelled: false })
    await revoke(test, 'new-leaver', 'First Example Council')
    await the.verb(id, 'cancel', { reason: REASON }).expect(200, { cancelled: false })
    await the.verb(id, 'cancel', { reason: REASON }, 'buyer-approver').expect(200, { cancelled: true })
  })

  it('from the state it is in by the clock, whether or not a job has closed it', async () => {
    const id = await anOpenRequirement(test)
    await test.rows('UPDATE requirement SET submission_deadline = market_now() WHERE id = $1', [id])
    await the.verb(id, 'cancel', { reason: REASON }).expect(200, { cancelled: false })
    await the.verb(id, 'cancel', { reason: REASON }, 'buyer-approver').expect(200, { cancelled: true })
    expect(await the.changesOf(id)).toMatchObject([{ before: { state: 'closed' }, after: { state: 'cancelled' } }])
  })

  it('only as it was when it was proposed', async () => {
    const id = await anOpenRequirement(test)
    await the.verb(id, 'cancel', { reason: REASON }).expect(200, { cancelled: false })
    await the.extend(id, 7200)
    await the.verb(id, 'cancel', { reason: REASON }, 'buyer-approver').expect(200, { cancelled: false })
    await the.verb(id, 'cancel', { reason: REASON }).expect(200, { cancelled: true })
  })

  it('by one person before it is published', async () => {
    const [draft, waiting] = [await aDraft(test), await aWaitingDraft(test)]
    await the.verb(draft.id, 'cancel', { reason: REASON }).expect(200, { cancelled: true })
    await the.verb(waiting.id, 'cancel', { reason: REASON }, 'buyer-approver').expect(200, { cancelled: true })
    await test.api('supplier-admin').get(`/requirements/${draft.id}/changes`).expect(problem(404, 'not-found'))
    expect(await the.changesOf(draft.id, 'buyer-author')).toMatchObject([{ kind: 'cancelled', before: { state: 'draft' } }])
    expect(await the.toldOf('requirement.cancelled', draft.id)).toEqual([])
  })

  it('after the opening too, and its opened bids stay readable', async () => {
    const { requirementId } = await anOpening(test, 'supplier-admin')
    await the.verb(requirementId, 'cancel', { reason: REASON }).expect(200, { cancelled: false })
    await the.verb(requirementId, 'cancel', { reason: REASON }, 'buyer-approver').expect(200, { cancelled: true })
    await test.api('buyer-approver').get(`/requirements/${requirementId}/bids`).expect(200)
  })
})
