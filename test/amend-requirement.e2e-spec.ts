import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { londonDay } from '../src/shared/domain/london-time.js'
import { workingDaysAfter } from '../src/shared/domain/working-days.js'
import { startWorking } from '../src/run.js'
import { Changes, REASON } from './support/changes.js'
import { problem } from './support/problems.js'
import { dayIn } from './support/standing.js'
import { TestApp } from './support/test-app.js'
import { acknowledge, anOpenRequirement, answer, aPassingBid, aWorkingCopy, GOLDEN, inSeconds, placeIn } from './support/world.js'

const WHY_AI = `${String(GOLDEN.requirement['whyAi'])} Nothing else scales to all roads.`

describe('A published requirement is amended', () => {
  let test: TestApp
  let the: Changes

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    the = new Changes(test)
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  it('where nothing a bid is written to changes, at once and from the revision that was read', async () => {
    const id = await anOpenRequirement(test)
    const etag = await the.etagOf(id)
    const { body, status } = await the.amend(id, { title: 'Finding road defects', whyAi: WHY_AI }, {}, etag)
    expect([status, body]).toMatchObject([200, { title: 'Finding road defects' }])
    expect(body).toMatchObject({ whyAi: WHY_AI })
    expect(await the.changesOf(id)).toMatchObject([
      {
        kind: 'amended',
        material: false,
        before: { title: GOLDEN.requirement['title'], whyAi: GOLDEN.requirement['whyAi'] },
        after: { title: 'Finding road defects', whyAi: WHY_AI },
      },
    ])
    await the.leavesNothing(async () => {
      await the.amend(id, { title: 'x' }, {}, etag).then(problem(412, 'stale-version'))
      await the.verb(id, 'amend', { changes: { title: 'x' }, reason: REASON }).expect(problem(428, 'if-match-missing'))
    })
    const { body: listed } = await test.api('supplier-admin').get('/requirements?limit=1').expect(200)
    expect(listed).toMatchObject({ items: [{ id, title: 'Finding road defects' }] })
    expect(await the.toldOf('requirement.amended', id)).toContain('rival-admin')
  })

  it('by taking a member away, and at once where the agreement’s figure is no day', async () => {
    const id = await anOpenRequirement(test, { documents: [{ title: 'Map', documentId: 'x' }] })
    const { submissionDeadline } = await the.told(id)
    const { body } = await the.amend(id, { documents: null })
    expect(body).not.toHaveProperty('documents')
    expect(body).toMatchObject({ submissionDeadline })
    expect(await the.changesOf(id)).toMatchObject([{ material: true, before: { documents: [{ title: 'Map' }] }, after: {} }])
  })

  it('never in what is frozen, in nothing at all, or so that the buyer’s own duties break', async () => {
    const id = await anOpenRequirement(test)
    await the.leavesNothing(async () => {
      const frozen = { criteria: GOLDEN.requirement['criteria'], riskProfile: null, submissionDeadline: '2030-01-01T00:00:00Z' }
      await the
        .amend(id, frozen)
        .then(problem(422, 'member-not-amendable', '/changes/criteria', '/changes/riskProfile', '/changes/submissionDeadline'))
      await the.amend(id, { categoryIds: [] }).then(problem(422, 'member-not-amendable', '/changes/categoryIds'))
      await the.amend(id, {}).then(problem(422, 'nothing-amended'))
      await the.amend(id, { title: GOLDEN.requirement['title'] }).then(problem(422, 'nothing-amended'))
      await the.amend(id, { problemStatement: null }).then(problem(422, 'requirement-incomplete', '/problemStatement'))
      await the.amend(id, { outcomes: null }).then(problem(422, 'readiness-blocked'))
      await the
        .amend(id, { title: 'x' }, { submissionDeadline: await inSeconds(test, 60) })
        .then(problem(422, 'dates-out-of-order', '/submissionDeadline'))
    })
  })

  it('materially only with five working days more, and never with less than the legal minimum left', async () => {
    const { agreementId, categoryId } = await placeIn(test, 'AI-DPS-1')
    const daysLeft = await daysToAWeekWithoutHolidays(test)
    const submissionDeadline = await inSeconds(test, daysLeft * 86_400)
    const clarificationDeadline = await inSeconds(test, 86_400)
    const id = await anOpenRequirement(test, { agreementId, categoryIds: [categoryId], submissionDeadline, clarificationDeadline })
    const changes = { problemStatement: `${String(GOLDEN.requirement.problemStatement)} Kerbs are to be looked at as well.` }
    const earliest = async (more: object): Promise<string> => {
      const refusal = await the.amend(id, changes, more)
      problem(422, 'extension-too-short', '/submissionDeadline')(refusal)
      return (refusal.body as { earliestDeadline: string }).earliestDeadline
    }
    const inFiveDays = workingDaysAfter(londonDay(submissionDeadline), 5, 'united-kingdom')
    const byPolicy = await earliest({})
    expect(londonDay(byPolicy)).toBe(inFiveDays)
    expect(await earliest({ submissionDeadline: justBefore(byPolicy) })).toBe(byPolicy)

    await test.moveClock(`${daysLeft - 1} days`)
    await Promise.all([test.signIn('buyer-author'), test.signIn('supplier-admin')])
    const byLaw = await earliest({ submissionDeadline: byPolicy })
    expect(londonDay(byLaw)).toBe(await dayIn(test, 11))
    expect((await the.amend(id, changes, { submissionDeadline: byLaw })).status).toBe(200)
    expect(await the.changesOf(id)).toMatchObject([{ material: true, before: { submissionDeadline: expect.any(String) } }])
    const open = await test.api().get(`/requirements/${id}/changes`).expect(200)
    expect(open.headers['cache-control']).toBe('public, no-cache')
    expect(open.text).not.toContain('changedBy')
  })

  it('and what was submitted is confirmed by submitting it again', async () => {
    const id = await anOpenRequirement(test)
    const bidId = await the.aSubmission(id)
    const draftId = await aWorkingCopy(test, id, 'rival-admin')
    expect((await the.amend(id, { title: 'Finding road defects' })).status).toBe(200)
    expect(await the.toldOf('bid.to-confirm', bidId)).toEqual(['supplier-admin'])
    expect(await the.toldOf('bid.to-confirm', draftId)).toEqual([])
    const confirm = () => test.api('supplier-admin').post(`/bids/${bidId}/submit`).set('Idempotency-Key', 'confirm-once')
    expect((await confirm().expect(200)).body).toMatchObject({ version: 1 })
    await confirm().expect(200)
    expect(await test.rows(`SELECT FROM audit_event WHERE subject_id = $1 AND action = 'bid.confirmed'`, [bidId])).toHaveLength(1)
    expect(await the.toldOf('bid.blocked-by-amendment', bidId)).toEqual([])
  })

  it('and what the amended check blocks counts no more, until it is mended', async () => {
    const id = await anOpenRequirement(test, { settings: { ...GOLDEN.requirement.settings, location: 'uk_or_adequate' } })
    const bidId = await aWorkingCopy(test, id)
    await answer(test, bidId, { ...GOLDEN.passing, Q306: { value: ['uk', 'adequate_country'], parts: { safeguards: 'As agreed.' } } })
    await acknowledge(test, bidId)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    const amended = await the.amend(id, { settings: GOLDEN.requirement.settings })
    expect([amended.status, amended.body]).toMatchObject([200, { settings: { location: 'uk_only' } }])

    const { body: early } = await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(problem(422, 'ethics-check-failed'))
    expect(early).toMatchObject({ report: { outcome: 'blocked' } })
    expect(await the.toldOf('bid.blocked-by-amendment', bidId)).toEqual(['supplier-admin'])
    const { body } = await test.api('supplier-admin').get(`/bids/${bidId}`).expect(200)
    expect(body).toMatchObject({ state: 'draft' })
    await test.api('supplier-admin').get(`/bids/${bidId}/receipts/1`).expect(200)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(problem(422, 'ethics-check-failed'))

    await answer(test, bidId, { Q306: GOLDEN.passing['Q306'] })
    const mended = await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    expect(mended.body).toMatchObject({ version: 2 })
  })

  it('in as many statements for the buyer with bids as with none, and with the same answer', async () => {
    const [without, withBid] = [await anOpenRequirement(test), await anOpenRequirement(test)]
    await the.aSubmission(withBid)
    const answered = async (id: string) => {
      const { status, headers, text } = await the.amend(id, { title: 'x' })
      return [status, headers['etag'], text.replaceAll(id, 'R').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'T')]
    }
    expect(await answered(withBid)).toEqual(await answered(without))
  })
})

describe('Of bids on an amended requirement', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  it('only those submitted before it are to be confirmed, however late a job asks', async () => {
    const the = new Changes(test)
    const id = await anOpenRequirement(test)
    const early = await the.aSubmission(id)
    expect((await the.amend(id, { title: 'Finding road defects' })).status).toBe(200)
    const late = await aPassingBid(test, id, 'rival-admin')
    await test.api('rival-admin').post(`/bids/${late}/submit`).expect(201)
    startWorking(test.app)
    expect(await the.toldOf('bid.to-confirm', early)).toEqual(['supplier-admin'])
    expect(await the.toldOf('bid.to-confirm', late)).toEqual([])
  })
})

/** The microsecond before a moment. */
const justBefore = (moment: string): string => {
  const micros = BigInt(Date.parse(moment)) * 1000n + BigInt(moment.slice(-4, -1)) - 1n
  return `${new Date(Number(micros / 1000n)).toJSON().slice(0, -1)}${String(micros % 1000n).padStart(3, '0')}Z`
}

/** From three weeks on: five working days after the day are a week, which is less than the legal minimum. With holidays it would be more. */
async function daysToAWeekWithoutHolidays(test: TestApp): Promise<number> {
  for (let days = 20; ; days += 1) {
    const [day, inAWeek] = [londonDay(await inSeconds(test, days * 86_400)), londonDay(await inSeconds(test, (days + 7) * 86_400))]
    if (workingDaysAfter(day, 5, 'united-kingdom') === inAWeek) return days
  }
}
