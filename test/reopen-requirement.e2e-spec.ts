import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { Changes } from './support/changes.js'
import { hire, revoke } from './support/people.js'
import { problem } from './support/problems.js'
import { type Player, TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, declareNoInterests, eventsHandled, inSeconds } from './support/world.js'

describe('A published requirement is reopened after an outage', () => {
  let test: TestApp
  let the: Changes

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    the = new Changes(test)
    await hire(test, 'new-approver', 'First Example Council', 'buyer-approver')
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  const aClosed = async (): Promise<{ id: string; submitted: string; draft: string }> => {
    const id = await anOpenRequirement(test, { closesIn: 300 })
    const submitted = await the.aSubmission(id)
    const draft = await aPassingBid(test, id, 'rival-admin')
    await declareNoInterests(test, id)
    await test.moveClock('6 minutes')
    await test.signInAll()
    return { id, submitted, draft }
  }

  const proposal = async (seconds = 3600) => ({ submissionDeadline: await inSeconds(test, seconds), reason: 'The marketplace was down.' })

  const stateOf = async (bidId: string, bidder: Player): Promise<string> =>
    ((await test.api(bidder).get(`/bids/${bidId}`).expect(200)).body as { state: string }).state

  it('by an approver and an officer, and drafts live again while submitted versions stay', async () => {
    const { id, submitted, draft } = await aClosed()
    const asked = await proposal()
    await the.verb(id, 'reopen', asked, 'buyer-approver').expect(200, { reopened: false })
    await eventsHandled(test)
    expect(await test.rows('SELECT state FROM bid WHERE id = $1', [draft])).toEqual([{ state: 'not-submitted' }])
    expect(await the.toldOf('requirement.reopening-proposed', id)).toContain('procurement-officer')
    await the.verb(id, 'reopen', asked, 'new-approver').expect(200, { reopened: false })
    const other = await the.verb(id, 'reopen', { ...asked, reason: 'Other words.' }, 'procurement-officer').expect(200)
    expect(other.body).toMatchObject({ reopened: false, othersProposed: [{ reason: asked.reason }] })
    await test.rows(`UPDATE invitation SET state = 'no-response' WHERE requirement_id = $1`, [id])
    await the.verb(id, 'reopen', asked, 'procurement-officer').expect(200, { reopened: true })

    expect((await the.told(id)).state).toBe('open')
    expect(await stateOf(draft, 'rival-admin')).toBe('draft')
    expect(await stateOf(submitted, 'supplier-admin')).toBe('submitted')
    await test.api('rival-admin').post(`/bids/${draft}/submit`).expect(201)
    expect(await the.changesOf(id, 'evaluator')).toMatchObject([
      { kind: 'reopened', reason: asked.reason, changedBy: expect.any(String), proposedBy: expect.any(String) },
    ])
    expect(await the.toldOf('requirement.reopened', id)).toContain('rival-admin')
    expect(await test.rows('SELECT DISTINCT state FROM invitation WHERE requirement_id = $1', [id])).toEqual([{ state: 'invited' }])
    await the.verb(id, 'reopen', await proposal(7200), 'buyer-approver').expect(problem(409, 'requirement-not-closed'))
  })

  it('and an opening that one side had agreed to is asked for anew', async () => {
    const { id } = await aClosed()
    await the.verb(id, 'open-bids', {}, 'buyer-approver').expect(200, { opened: false })
    const asked = await proposal(300)
    await the.verb(id, 'reopen', asked, 'procurement-officer').expect(200, { reopened: false })
    await the.verb(id, 'reopen', asked, 'buyer-approver').expect(200, { reopened: true })
    await the.verb(id, 'open-bids', {}, 'procurement-officer').expect(problem(409, 'deadline-not-passed'))
    await test.moveClock('6 minutes')
    await Promise.all([test.signIn('buyer-approver'), test.signIn('procurement-officer')])
    await the.verb(id, 'open-bids', {}, 'procurement-officer').expect(200, { opened: false })
    await the.verb(id, 'open-bids', {}, 'buyer-approver').expect(200, { opened: true })
    await the.verb(id, 'reopen', await proposal(), 'buyer-approver').expect(problem(409, 'bids-already-opened'))
  })

  it('whatever else one side proposes, and after a proposed deadline has passed', async () => {
    const { id } = await aClosed()
    await the.verb(id, 'reopen', await proposal(300), 'new-approver').expect(200, { reopened: false })
    await the.verb(id, 'reopen', await proposal(7200), 'new-approver').expect(200, { reopened: false })
    await test.moveClock('6 minutes')
    await test.signInAll()
    const asked = await proposal()
    const proposed = await the.verb(id, 'reopen', asked, 'procurement-officer').expect(200)
    expect(proposed.body).toMatchObject({ reopened: false, othersProposed: [{ reason: asked.reason }] })
    await the.verb(id, 'reopen', asked, 'buyer-approver').expect(200, { reopened: true })
  })

  it('only with somebody who still holds the role and has not declared an interest since', async () => {
    const { id } = await aClosed()
    const asked = await proposal()
    await hire(test, 'new-leaver', 'First Example Council', 'buyer-approver')
    await hire(test, 'new-cousin', 'First Example Council', 'buyer-approver')
    await the.verb(id, 'reopen', asked, 'new-leaver').expect(200, { reopened: false })
    await the.verb(id, 'reopen', asked, 'new-cousin').expect(200, { reopened: false })
    await revoke(test, 'new-leaver', 'First Example Council')
    const interest = { hasInterest: true, details: 'A cousin bids.' }
    await test.api('new-cousin').post(`/requirements/${id}/interest-declarations`).send(interest).expect(204)
    await the.verb(id, 'reopen', asked, 'procurement-officer').expect(200, { reopened: false })
    await the.verb(id, 'reopen', asked, 'buyer-approver').expect(200, { reopened: true })
  })

  it('by nobody else, not with an old sign-in, an interest or a past deadline', async () => {
    const { id } = await aClosed()
    const asked = await proposal()
    await the.verb(id, 'reopen', asked, 'buyer-author').expect(problem(403, 'role-missing'))
    await hire(test, 'new-foreigner', 'Second Example Authority', 'buyer-approver')
    await the.verb(id, 'reopen', asked, 'new-foreigner').expect(problem(403, 'reopening-not-yours'))
    await test
      .api('second-officer')
      .post(`/requirements/${id}/interest-declarations`)
      .send({ hasInterest: true, details: 'A cousin bids.' })
      .expect(204)
    await the.verb(id, 'reopen', asked, 'second-officer').expect(problem(403, 'interest-declared'))
    const old = await inSeconds(test, -30)
    await the
      .verb(id, 'reopen', { ...asked, submissionDeadline: old }, 'buyer-approver')
      .expect(problem(422, 'dates-out-of-order', '/submissionDeadline'))
    await test.moveClock('20 minutes')
    await the
      .verb(id, 'reopen', { ...asked, submissionDeadline: await inSeconds(test, 600) }, 'buyer-approver')
      .expect(problem(403, 'fresh-sign-in-required'))
    expect((await the.told(id)).state).toBe('closed')
  })
})
