import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { Changes, REASON } from './support/changes.js'
import { hire } from './support/people.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { aDraft, anOpenRequirement, aWaitingDraft, inSeconds } from './support/world.js'

describe('A published requirement is extended', () => {
  let test: TestApp
  let the: Changes

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    the = new Changes(test)
    await hire(test, 'new-author', 'Second Example Authority', 'buyer-author')
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  it('to a later deadline, for everybody to see and with everybody told', async () => {
    const id = await anOpenRequirement(test)
    const before = await the.told(id)
    const { body, headers, status } = await the.extend(id, 7200)
    expect([status, headers['etag']]).toEqual([200, '"5"'])
    const after = await the.told(id)
    expect(body).toMatchObject({ state: 'open', submissionDeadline: after.submissionDeadline })
    expect(after.submissionDeadline > before.submissionDeadline).toBe(true)
    expect(after.clarificationDeadline).toBe(before.clarificationDeadline)

    const change = {
      number: 1,
      kind: 'extended',
      material: false,
      reason: REASON,
      before: { submissionDeadline: before.submissionDeadline },
      after: { submissionDeadline: after.submissionDeadline },
      changedAt: expect.any(String),
    }
    expect(await the.changesOf(id)).toEqual([change])
    expect(await the.changesOf(id, 'evaluator')).toEqual([{ ...change, changedBy: expect.any(String), proposedBy: null }])
    expect(await the.toldOf('requirement.extended', id)).toEqual(expect.arrayContaining(['bid-writer', 'rival-admin', 'supplier-admin']))
    expect(await the.audited(id)).toContain('requirement.extended')
  })

  it('with its other dates, again and again, by authors and approvers', async () => {
    const id = await anOpenRequirement(test)
    await the.extend(id, 7200, { clarificationDeadline: await inSeconds(test, 7000), awardDate: '2031-01-31' })
    expect((await the.extend(id, 9000, {}, 'buyer-approver')).status).toBe(200)
    const changes = await the.changesOf(id)
    expect(changes.map(({ number, after }) => [number, Object.keys(after as object).toSorted()])).toEqual([
      [1, ['awardDate', 'clarificationDeadline', 'submissionDeadline']],
      [2, ['submissionDeadline']],
    ])
    const first = await test.api().get(`/requirements/${id}/changes`)
    expect(first.status).toBe(404)
    const page = await test.api('auditor').get(`/requirements/${id}/changes?limit=1`).expect(200)
    const { items, nextCursor } = page.body as { items: { number: number }[]; nextCursor: string }
    const next = await test.api('auditor').get(`/requirements/${id}/changes?cursor=${nextCursor}`).expect(200)
    expect([...items, ...(next.body as { items: { number: number }[] }).items].map(({ number }) => number)).toEqual([1, 2])
  })

  it('and its history is read page by page by the number of each change, even where the clock was set back', async () => {
    const id = await anOpenRequirement(test)
    await the.extend(id, 7200)
    await test.moveClock('-1 minute')
    await the.extend(id, 9000)
    await test.moveClock('1 minute')
    const page = (query: string) => test.api('auditor').get(`/requirements/${id}/changes?${query}`)
    const { body } = await page('limit=1').expect(200)
    const next = await page(`limit=20&cursor=${(body as { nextCursor: string }).nextCursor}`).expect(200)
    expect(next.body).toMatchObject({ items: [{ number: 2 }], nextCursor: null })
    await page('limit=21').expect(problem(400, 'invalid-request', '/limit'))
  })

  it('never deletes a date: one that is not given stays', async () => {
    const id = await anOpenRequirement(test)
    const [submissionDeadline, etag] = [await inSeconds(test, 7200), await the.etagOf(id)]
    for (const date of ['submissionDeadline', 'clarificationDeadline', 'awardDate']) {
      const refused = problem(400, 'invalid-request', `/${date}`)
      await the.verb(id, 'extend', { submissionDeadline, reason: REASON, [date]: null }).expect(refused)
      await the.amend(id, { title: 'x' }, { [date]: null }, etag).then(refused)
    }
    expect(await the.changesOf(id)).toEqual([])
  })

  it('never to the same, an earlier or a past deadline, and never out of order', async () => {
    const id = await anOpenRequirement(test)
    const { submissionDeadline } = await the.told(id)
    const refuse = async (more: object, pointer: string) => {
      await the.verb(id, 'extend', { submissionDeadline, reason: REASON, ...more }).expect(problem(422, 'dates-out-of-order', pointer))
    }
    await the.leavesNothing(async () => {
      await refuse({}, '/submissionDeadline')
      await refuse({ submissionDeadline: await inSeconds(test, 1800) }, '/submissionDeadline')
      await refuse({ submissionDeadline: await inSeconds(test, -60) }, '/submissionDeadline')
      const later = await inSeconds(test, 7200)
      await refuse({ submissionDeadline: later, clarificationDeadline: later }, '/clarificationDeadline')
      await refuse({ submissionDeadline: later, clarificationDeadline: await inSeconds(test, 1) }, '/clarificationDeadline')
      await refuse({ submissionDeadline: later, awardDate: '2020-01-01' }, '/awardDate')
      await refuse({ submissionDeadline: '2030-02-01T00:00:00Z' }, '/awardDate')
      await refuse({ submissionDeadline: '9999-12-31T00:00:00Z', awardDate: '9999-12-31' }, '/submissionDeadline')
    })
    expect((await the.audited(id)).filter(action => action === 'requirement.extension-refused')).toHaveLength(8)
  })

  it('nor is it published with a deadline too far ahead', async () => {
    const { id, etag } = await aWaitingDraft(test, { submissionDeadline: '9999-12-31T00:00:00Z', awardDate: '9999-12-31' })
    await test.api('buyer-approver').post(`/requirements/${id}/approve`).set('If-Match', etag).expect(200)
    await the.verb(id, 'publish', {}).expect(problem(422, 'deadline-too-far', '/submissionDeadline'))
  })

  it('not before it is open, nor after the deadline, whether or not a job has closed it', async () => {
    const body = { submissionDeadline: await inSeconds(test, 7200), reason: REASON }
    const draft = await aDraft(test)
    const id = await anOpenRequirement(test, { closesIn: 300 })
    await test.moveClock('300 seconds')
    const late = await the.verb(draft.id, 'extend', body).expect(problem(409, 'requirement-not-open'))
    expect(late.body).toMatchObject({ state: 'draft' })
    const { body: refusal } = await the.verb(id, 'extend', body).expect(409)
    expect(['deadline-passed', 'requirement-not-open']).toContain((refusal as { code: string }).code)
  })

  it('once for one Idempotency-Key, whatever the reason says', async () => {
    const id = await anOpenRequirement(test)
    const reason = "‮<script>alert(1)</script> '; DROP TABLE requirement; -- 👩‍👩‍👧 Ω≈ç √ \t\n ﷽"
    const body = { submissionDeadline: await inSeconds(test, 7200), reason }
    const ask = () => the.verb(id, 'extend', body).set('Idempotency-Key', 'extend-once')
    await ask().expect(200)
    await ask().expect(200)
    expect(await the.changesOf(id)).toMatchObject([{ reason }])
  })

  it('is not another buyer’s to change', async () => {
    const [id, draft] = [await anOpenRequirement(test), (await aDraft(test)).id]
    const body = { submissionDeadline: await inSeconds(test, 7200), reason: REASON }
    await the.verb(id, 'extend', body, 'new-author').expect(problem(403, 'not-the-buyer'))
    await the.verb(id, 'cancel', { reason: REASON }, 'new-author').expect(problem(403, 'not-the-buyer'))
    await the
      .verb(id, 'amend', { changes: { title: 'x' }, reason: REASON }, 'new-author')
      .set('If-Match', await the.etagOf(id))
      .expect(problem(403, 'not-the-buyer'))
    await the.verb(draft, 'extend', body, 'new-author').expect(problem(404, 'not-found'))
    await the.verb(draft, 'cancel', { reason: REASON }, 'new-author').expect(problem(404, 'not-found'))
    expect(await the.changesOf(id)).toEqual([])
  })
})
