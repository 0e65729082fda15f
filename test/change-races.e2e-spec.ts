import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Response } from 'supertest'

import { CloseRequirements } from '../src/modules/requirements/close-requirements.js'
import { lockRequirement, shareRequirement } from '../src/modules/requirements/requirement-queries.js'
import { UnitOfWork } from '../src/shared/database/unit-of-work.js'
import { SYSTEM } from '../src/shared/domain/actor.js'
import { Changes, REASON } from './support/changes.js'
import { problem } from './support/problems.js'
import { inOrder, queued } from './support/queues.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, eventually, GOLDEN, inSeconds } from './support/world.js'

const TIMES = 5

/** So many that their holds overlap without a gap. */
const SHARERS = 32

describe('While a requirement changes', () => {
  let test: TestApp
  let the: Changes

  beforeAll(async () => {
    test = await TestApp.start({ working: true, config: { databasePool: SHARERS + 8 } })
    the = new Changes(test)
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  const submit = (bidId: string) => test.api('supplier-admin').post(`/bids/${bidId}/submit`)

  /** The order in which two things stand in time, by the database's own records. */
  const versionsOf = (requirementId: string) =>
    test.rows<{ number: number; before: boolean }>(
      `SELECT v.number, v.received_at < c.changed_at AS before FROM bid_version v JOIN bid b ON b.id = v.bid_id
       JOIN requirement_change c ON c.requirement_id = b.requirement_id AND c.number = 1 WHERE b.requirement_id = $1`,
      [requirementId],
    )

  it('cancelled: a submission lands wholly before or is told that it is not open', async () => {
    for (let time = 0; time < TIMES; time += 1) {
      const id = await anOpenRequirement(test)
      const bidId = await aPassingBid(test, id)
      await the.verb(id, 'cancel', { reason: REASON }).expect(200)
      const [cancelled, submitted] = await Promise.all([the.verb(id, 'cancel', { reason: REASON }, 'buyer-approver'), submit(bidId)])
      expect([cancelled.status, cancelled.body]).toEqual([200, { cancelled: true }])
      if (submitted.status !== 201) problem(409, 'requirement-not-open')(submitted)
      expect(await versionsOf(id)).toEqual(submitted.status === 201 ? [{ number: 1, before: true }] : [])
    }
  })

  it('amended: a submission is checked as it was before or as it is after, and never between', async () => {
    for (let time = 0; time < TIMES; time += 1) {
      const id = await anOpenRequirement(test, { settings: { ...GOLDEN.requirement.settings, location: 'uk_or_adequate' } })
      const bidId = await aPassingBid(test, id)
      const { headers } = await test.api('supplier-admin').get(`/bids/${bidId}/ethics-answers?section=3`).expect(200)
      const Q306 = { value: ['uk', 'adequate_country'], parts: { safeguards: 'As agreed.' } }
      await test
        .api('supplier-admin')
        .patch(`/bids/${bidId}/ethics-answers`)
        .set('If-Match', String(headers['etag']))
        .send({ Q306 })
        .expect(200)
      const etag = await the.etagOf(id)
      const [amended, submitted] = await Promise.all([
        the.amend(id, { settings: GOLDEN.requirement.settings }, {}, etag),
        Promise.resolve(submit(bidId)),
      ])
      expect(amended.status).toBe(200)
      if (submitted.status !== 201) problem(422, 'ethics-check-failed')(submitted)
      expect(await versionsOf(id)).toEqual(submitted.status === 201 ? [{ number: 1, before: true }] : [])
      await eventually(async () => {
        expect(await test.rows('SELECT state FROM bid WHERE id = $1', [bidId])).toEqual([{ state: 'draft' }])
      })
    }
  })

  it('extended before the deadline: a submission that waits past the old deadline is in time for the new one', async () => {
    const id = await anOpenRequirement(test, { closesIn: 600 })
    const bidId = await aPassingBid(test, id)
    const submissionDeadline = await inSeconds(test, 7200)
    const holder = await test.db.connect()
    await holder.query('BEGIN')
    await holder.query('SELECT id FROM requirement WHERE id = $1 FOR UPDATE', [id])
    const waiting = Promise.resolve(submit(bidId))
    await queued(test)
    await holder.query('UPDATE requirement SET submission_deadline = $2 WHERE id = $1', [id, submissionDeadline])
    await test.moveClock('601 seconds')
    const closing = test.app.get(CloseRequirements).closeDue()
    await holder.query('COMMIT')
    holder.release()
    expect((await waiting).status).toBe(201)
    await closing
    await test.app.get(CloseRequirements).closeDue()
    expect((await the.told(id)).state).toBe('open')
    expect(await test.rows('SELECT state FROM requirement WHERE id = $1', [id])).toEqual([{ state: 'open' }])
  })

  it('extended at the deadline: it and a submission that waited with it are both too late', async () => {
    const id = await anOpenRequirement(test, { closesIn: 600 })
    const bidId = await aPassingBid(test, id)
    const later = { submissionDeadline: await inSeconds(test, 7200), reason: REASON }
    const answers = await inOrder(
      test,
      id,
      '601 seconds',
      () => the.verb(id, 'extend', later),
      () => submit(bidId),
    )
    for (const answer of answers) problem(409, 'deadline-passed')(answer)
    expect(await the.changesOf(id)).toEqual([])
    await test.app.get(CloseRequirements).closeDue()
    expect(await test.rows('SELECT state FROM requirement WHERE id = $1', [id])).toEqual([{ state: 'closed' }])
  })

  it('extended twice at once: the later deadline stands, and the history is in order', async () => {
    for (let time = 0; time < TIMES; time += 1) {
      const id = await anOpenRequirement(test)
      const [sooner, later] = [await inSeconds(test, 7200), await inSeconds(test, 9000)]
      const answers = await Promise.all(
        [sooner, later].map(submissionDeadline => the.verb(id, 'extend', { submissionDeadline, reason: REASON })),
      )
      expect(answers[1]?.status).toBe(200)
      const [first] = answers
      if (first?.status !== 200) problem(422, 'dates-out-of-order', '/submissionDeadline')(first as Response)
      expect(Date.parse((await the.told(id)).submissionDeadline)).toBe(Date.parse(later))
      expect((await the.changesOf(id)).map(({ number }) => number)).toEqual(first?.status === 200 ? [1, 2] : [1])
    }
  })

  it('held alone in turn, while others share it again and again', async () => {
    const id = await anOpenRequirement(test)
    const unitOfWork = test.app.get(UnitOfWork)
    let over = false
    const share = async (): Promise<void> => {
      while (!over)
        await unitOfWork.run(SYSTEM, async tx => {
          await shareRequirement(tx, id)
          await tx.query('SELECT pg_sleep(0.02)')
        })
    }
    const sharing = Promise.all(Array.from({ length: SHARERS }, share))
    const held = await unitOfWork.run(SYSTEM, tx => lockRequirement(tx, id))
    over = true
    await sharing
    expect(held.id).toBe(id)
  })

  it('amended twenty times at once from one revision: one amendment stands, the others are stale', async () => {
    const id = await anOpenRequirement(test)
    const etag = await the.etagOf(id)
    const answers = await Promise.all(Array.from({ length: 20 }, (_, each) => the.amend(id, { title: `Title ${each}` }, {}, etag)))
    const refused = answers.filter(({ status }) => status !== 200)
    expect(refused).toHaveLength(19)
    for (const answer of refused) problem(412, 'stale-version')(answer)
    expect(await the.changesOf(id)).toHaveLength(1)
  })

  it('cancelled by two people at once: it is cancelled once, or waits for one of them', async () => {
    for (let time = 0; time < TIMES; time += 1) {
      const id = await anOpenRequirement(test)
      const people = (['buyer-author', 'buyer-approver'] as const).map(player => the.verb(id, 'cancel', { reason: REASON }, player))
      const answers = await Promise.all(people)
      expect(answers.map(({ body }) => (body as { cancelled: boolean }).cancelled).toSorted()).toEqual([false, true])
      expect(await the.changesOf(id)).toHaveLength(1)
    }
  })
})
