import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Response, Test } from 'supertest'

import { CloseRequirements } from '../src/modules/requirements/close-requirements.js'
import { aSupplier } from './support/people.js'
import { problem } from './support/problems.js'
import { queued } from './support/queues.js'
import { type Newcomer, TestApp } from './support/test-app.js'
import {
  aDraft,
  anOpening,
  anOpenRequirement,
  aPassingBid,
  aWaitingDraft,
  aWorkingCopy,
  declareNoInterests,
  GOLDEN,
  theAuditOf,
} from './support/world.js'

const NONE = { hasInterest: false, details: '' }

describe('At the same instant', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  const atOnce = (times: number, ask: () => Test): Promise<Response[]> => Promise.all(Array.from({ length: times }, async () => ask()))

  /** Expects that one of them was let through and every other was refused so. */
  const onlyOne = (answers: readonly Response[], status: number, refusedAs: [status: number, code: string]): Response => {
    const [done, ...more] = answers.filter(answer => answer.status === status)
    expect(more).toEqual([])
    for (const refused of answers.filter(answer => answer !== done)) problem(...refusedAs)(refused)
    if (done === undefined) throw new Error('None was let through.')
    return done
  }

  it('fifty submissions of one bid make one version with one receipt', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    const answers = await atOnce(50, () => test.api('supplier-admin').post(`/bids/${bidId}/submit`))
    const [receipt] = answers.map(({ body }) => body as object)
    for (const { body } of answers) expect(body).toEqual(receipt)
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([...Array.from({ length: 49 }, () => 200), 201])
    expect(await test.rows('SELECT number FROM bid_version WHERE bid_id = $1', [bidId])).toEqual([{ number: 1 }])
    const events = await test.rows(`SELECT id FROM outbox_event WHERE type = 'bid.submitted' AND payload->>'bidId' = $1`, [bidId])
    expect(events).toHaveLength(1)
  })

  it('the deadline passes, and a bid is accepted if and only if it was received before', async () => {
    const suppliers = ['new-first', 'new-second', 'new-third', 'new-fourth'] as const
    for (const supplier of suppliers) await aSupplier(test, supplier)
    const requirementId = await anOpenRequirement(test, { closesIn: 600 })
    const bids = await Promise.all(suppliers.map(async bidder => ({ bidder, bidId: await aPassingBid(test, requirementId, bidder) })))
    const deadline = await deadlineOf(requirementId)
    await test.moveClock(`${(await secondsUntil(deadline)) - 0.5} seconds`)

    const answers = (
      await Promise.all([...bids.map(bid => submitUntilLate(bid.bidder, bid.bidId)), closeUntilClosed(requirementId)])
    ).flat()
    const accepted = answers.filter(({ status }) => status === 201).map(({ body }) => body as { receivedAt: string })
    const refused = answers.filter(({ status }) => status !== 201)
    expect(accepted.length).toBeGreaterThanOrEqual(suppliers.length)
    for (const { receivedAt } of accepted) expect(receivedAt < deadline).toBe(true)
    expect(refused).toHaveLength(suppliers.length)
    for (const late of refused) {
      problem(409, 'deadline-passed')(late)
      expect(late.body).toMatchObject({ submissionDeadline: deadline })
      expect((late.body as { serverTime: string }).serverTime >= deadline).toBe(true)
    }
    const [kept] = await test.rows(
      `SELECT count(*)::int AS versions, bool_and(v.received_at < r.submission_deadline) AS "inTime"
       FROM bid_version v JOIN bid b ON b.id = v.bid_id JOIN requirement r ON r.id = b.requirement_id WHERE r.id = $1`,
      [requirementId],
    )
    expect(kept).toEqual({ versions: accepted.length, inTime: true })
  })

  it('the deadline passes while a submission waits for the requirement, and the submission is late', async () => {
    const requirementId = await anOpenRequirement(test, { closesIn: 600 })
    const bidId = await aPassingBid(test, requirementId)
    const holder = await test.db.connect()
    await holder.query('BEGIN')
    await holder.query('SELECT id FROM requirement WHERE id = $1 FOR UPDATE', [requirementId])
    const submission = atOnce(1, () => test.api('supplier-admin').post(`/bids/${bidId}/submit`))
    try {
      await queued(test)
      await test.moveClock(`${await secondsUntil(await deadlineOf(requirementId))} seconds`)
    } finally {
      await holder.query('COMMIT')
      holder.release()
    }

    for (const answer of await submission) problem(409, 'deadline-passed')(answer)
    expect(await test.rows('SELECT id FROM bid_version WHERE bid_id = $1', [bidId])).toEqual([])
  })

  const deadlineOf = async (requirementId: string): Promise<string> => {
    const [requirement] = await test.rows<{ deadline: string }>(
      `SELECT to_char(submission_deadline AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS deadline FROM requirement WHERE id = $1`,
      [requirementId],
    )
    return String(requirement?.deadline)
  }

  const secondsUntil = async (moment: string): Promise<number> => {
    const [left] = await test.rows<{ seconds: number }>('SELECT extract(epoch FROM $1::timestamptz - market_now())::float8 AS seconds', [
      moment,
    ])
    return Number(left?.seconds)
  }

  /** Submits, changes the price and submits again, until it is too late; answers every submission's answer. */
  const submitUntilLate = async (bidder: Newcomer, bidId: string): Promise<Response[]> => {
    const answers: Response[] = []
    for (let price = 1; ; price += 1) {
      const answer = await test.api(bidder).post(`/bids/${bidId}/submit`)
      answers.push(answer)
      if (answer.status !== 201) return answers
      const { headers } = await test.api(bidder).get(`/bids/${bidId}`).expect(200)
      const priceSchedule = GOLDEN.bid.priceSchedule.map(({ lineId }) => ({ lineId, unitPrice: String(price) }))
      await test.api(bidder).patch(`/bids/${bidId}`).set('If-Match', String(headers['etag'])).send({ priceSchedule })
    }
  }

  const closeUntilClosed = async (requirementId: string): Promise<[]> => {
    for (;;) {
      await test.app.get(CloseRequirements).closeDue()
      const [row] = await test.rows<{ state: string }>('SELECT state FROM requirement WHERE id = $1', [requirementId])
      if (row?.state === 'closed') return []
    }
  }

  it('two people open, and the bids are opened and given to the auditors once', async () => {
    const requirementId = await anOpenRequirement(test, { closesIn: 300 })
    const bidId = await aPassingBid(test, requirementId)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    await declareNoInterests(test, requirementId)
    await test.moveClock('6 minutes')
    await Promise.all([test.signIn('buyer-approver'), test.signIn('procurement-officer')])
    const openers = (['buyer-approver', 'procurement-officer'] as const).map(player =>
      atOnce(5, () => test.api(player).post(`/requirements/${requirementId}/open-bids`)),
    )
    const answers = (await Promise.all(openers)).flat()

    const opened = answers.filter(({ status }) => status === 200).map(({ body }) => (body as { opened: boolean }).opened)
    expect(opened.sort()).toEqual([false, true])
    for (const { status } of answers) expect([200, 409]).toContain(status)
    expect(await test.rows('SELECT requirement_id FROM opening WHERE requirement_id = $1', [requirementId])).toHaveLength(1)
    const events = await test.rows(`SELECT id FROM outbox_event WHERE type = 'bids.opened' AND payload->>'requirementId' = $1`, [
      requirementId,
    ])
    expect(events).toHaveLength(1)
    await theAuditOf(test, bidId)
    expect(await test.rows('SELECT id FROM ethics_audit WHERE requirement_id = $1', [requirementId])).toHaveLength(1)
  })

  it('twenty changes of one draft: one is saved, the others are stale', async () => {
    const { id, etag } = await aDraft(test)
    const change = () => test.api('buyer-author').patch(`/requirements/${id}`).set('If-Match', etag)
    onlyOne(await atOnce(20, () => change().send({ title: 'x' })), 200, [412, 'stale-version'])

    const bidId = await aWorkingCopy(test, await anOpenRequirement(test))
    const bid = () => test.api('supplier-admin').patch(`/bids/${bidId}`).set('If-Match', '"2"').send({ declarations: null })
    onlyOne(await atOnce(20, bid), 200, [412, 'stale-version'])
    const save = () => test.api('supplier-admin').patch(`/bids/${bidId}/ethics-answers`).set('If-Match', '"0"')
    onlyOne(await atOnce(20, () => save().send({ Q101: { value: 'ai_core' } })), 200, [412, 'stale-version'])
  })

  it('twenty starts of one bid: one is started, the others learn which', async () => {
    const requirementId = await anOpenRequirement(test)
    const answers = await atOnce(20, () => test.api('supplier-admin').post(`/requirements/${requirementId}/bids`))
    const { id } = onlyOne(answers, 201, [409, 'bid-exists']).body as { id: string }
    for (const { body } of answers.filter(({ status }) => status === 409)) expect(body).toMatchObject({ bidId: id })
    expect(await test.rows('SELECT id FROM bid WHERE requirement_id = $1', [requirementId])).toEqual([{ id }])
  })

  it('one publishes and one returns: the requirement is open and public, or a draft and not', async () => {
    for (let time = 0; time < 5; time += 1) {
      const { id, etag } = await aWaitingDraft(test)
      await test.api('buyer-approver').post(`/requirements/${id}/approve`).set('If-Match', etag).expect(200)
      const answers = await Promise.all([
        test.api('buyer-author').post(`/requirements/${id}/publish`),
        test.api('buyer-approver').post(`/requirements/${id}/return`).send({ reason: 'x' }),
      ])
      const { state } = onlyOne(answers, 200, [409, 'requirement-state']).body as { state: string }
      const [found] = await test.rows(
        `SELECT state, published_at IS NOT NULL AS public, 
                (SELECT coalesce(sum(cardinality(supplier_ids)), 0)::int FROM invitation_round WHERE requirement_id = r.id) AS invited
         FROM requirement r WHERE id = $1`,
        [id],
      )
      expect(found).toEqual(
        state === 'open' ? { state, public: true, invited: await members() } : { state: 'draft', public: false, invited: 0 },
      )
    }
  })

  const members = async (): Promise<number> => (await test.rows('SELECT DISTINCT supplier_id FROM membership')).length

  it('two officers judge one answer of the audit they both read: one verdict stands', async () => {
    await Promise.all([test.signIn('second-officer'), test.signIn('buyer-approver'), test.signIn('procurement-officer')])
    const { requirementId, bidIds } = await anOpening(test, 'supplier-admin')
    const auditId = await theAuditOf(test, String(bidIds[0]))
    const declare = () => test.api('second-officer').post(`/requirements/${requirementId}/interest-declarations`).send(NONE)
    for (const declared of await atOnce(5, declare)) expect(declared.status).toBe(204)
    const verdicts = (['procurement-officer', 'second-officer'] as const).map(player =>
      atOnce(5, () =>
        test
          .api(player)
          .post(`/ethics-audits/${auditId}/verdicts`)
          .set('If-Match', '"1"')
          .send({ questionId: 'Q906', finding: 'accepted' }),
      ),
    )
    onlyOne((await Promise.all(verdicts)).flat(), 201, [412, 'stale-version'])
  })
})
