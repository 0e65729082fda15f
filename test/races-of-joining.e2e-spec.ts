import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Response } from 'supertest'

import { ReviewExpiredAnswers } from '../src/modules/applications/review-expired-answers.js'
import {
  act as decide,
  aCategoryUnder,
  aClaimed,
  aWaiting,
  done,
  findAllGood,
  inWorkingDays,
  look,
  noInterestIn,
  supplierOf,
} from './support/deciding.js'
import { aCertificate, saveAnswer } from './support/library.js'
import { problem } from './support/problems.js'
import { queued, queuedFor } from './support/queues.js'
import { DAY } from './support/shortlists.js'
import { A_SUSPENSION, act as actOnMember, aKnownMember, aReview, dayIn, daysPass } from './support/standing.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, eventsHandled } from './support/world.js'

/** Each of two orders in which two ask for one thing while a third holds it. */
const ORDERS = ['the first', 'the second'] as const

describe('Joining, while something else happens', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    await noInterestIn(test, await supplierOf(test), 'procurement-officer', 'second-officer')
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  /** Both wait for the row; answers the first and the second of the two, whichever asked before. */
  const both = async (
    place: Parameters<typeof queuedFor>[1],
    order: (typeof ORDERS)[number],
    one: () => PromiseLike<Response>,
    other: () => PromiseLike<Response>,
  ): Promise<[Response, Response]> => {
    // So that nobody but the two waits for anything.
    await eventsHandled(test)
    const isFirst = order === 'the first'
    const answers = await queuedFor(test, place, null, ...(isFirst ? [one, other] : [other, one]))
    return (isFirst ? answers : answers.toReversed()) as [Response, Response]
  }

  describe.each(ORDERS)('of two officers at once, %s', order => {
    it('of whom one admits and one takes over is heard, and the other is told what became of it', async () => {
      const id = await aClaimed(test)
      await findAllGood(test, id)
      const { etag } = await look(test, id)
      const [admitted, taken] = await both(
        ['application', id],
        order,
        () => decide(test, id, 'admit', etag),
        () => decide(test, id, 'take-over', etag, { reason: 'The colleague is on leave.' }, 'second-officer'),
      )
      if (order === 'the first') {
        expect(admitted.status).toBe(200)
        problem(409, 'application-state')(taken)
      } else {
        expect(taken.status).toBe(200)
        problem(409, 'application-claimed')(admitted)
      }
      const members = await test.rows('SELECT state FROM membership WHERE application_id = $1', [id])
      expect(members).toEqual(order === 'the first' ? [{ state: 'active' }] : [])
    })

    it('in two windows, of which one admits and one rejects is heard, and one decision stands', async () => {
      const id = await aClaimed(test)
      const { file } = await findAllGood(test, id)
      const criterion = String(file.criteria[0]?.id)
      const { etag } = await look(test, id)
      const reasons = 'Two of the three references are for other work.'
      const [admitted, rejected] = await both(
        ['application', id],
        order,
        () => decide(test, id, 'admit', etag),
        () => decide(test, id, 'findings', etag, { findings: [{ criterion, met: false, reason: reasons }] }),
      )
      if (order === 'the first') {
        expect(admitted.status).toBe(200)
        problem(409, 'application-state')(rejected)
      } else {
        expect(rejected.status).toBe(200)
        problem(412, 'stale-version')(admitted)
        await done(test, id, 'reject', { criterion, reasons })
        await decide(test, id, 'admit', (await look(test, id)).etag).expect(problem(409, 'application-state'))
      }
    })

    it('who settle one review is heard, and the other is told that it is settled', async () => {
      const review = await aReview(test)
      const [about] = await test.rows<{ id: string }>('SELECT membership_id AS id FROM membership_review WHERE id = $1', [review])
      const { headers } = await test.api('procurement-officer').get(`/membership-reviews/${review}`).expect(200)
      const settle = (verb: string, body: object, who: 'procurement-officer' | 'second-officer') => () =>
        test.api(who).post(`/membership-reviews/${review}/${verb}`).set('If-Match', String(headers['etag'])).send(body)
      const [accepted, declined] = await both(
        ['membership', String(about?.id)],
        order,
        settle('accept', {}, 'procurement-officer'),
        settle('decline', { reason: 'It happened twice.' }, 'second-officer'),
      )
      const [heard, late] = order === 'the first' ? [accepted, declined] : [declined, accepted]
      expect(heard.status).toBe(200)
      problem(409, 'review-settled')(late)
      expect((heard.body as { outcome: string }).outcome).toBe(order === 'the first' ? 'accepted' : 'not-accepted')
    })

    it('of whom one suspends a member and one gives notice of a removal is heard, and the other is told to read the member again', async () => {
      const { id } = await aKnownMember(test)
      const { headers } = await test.api('procurement-officer').get(`/memberships/${id}`).expect(200)
      const ask = (who: 'procurement-officer' | 'second-officer', verb: string, body: object) => () =>
        test.api(who).post(`/memberships/${id}/${verb}`).set('If-Match', String(headers['etag'])).send(body)
      const notice = { ground: 'conditions-unmet', evidence: 'A court found so.', replyBy: await dayIn(test, 5) }
      const [suspended, noticed] = await both(
        ['membership', id],
        order,
        ask('procurement-officer', 'suspend', A_SUSPENSION),
        ask('second-officer', 'removal', notice),
      )
      const [heard, late] = order === 'the first' ? [suspended, noticed] : [noticed, suspended]
      expect(heard.status).toBe(200)
      problem(412, 'stale-version')(late)
    })
  })

  it('offers a value that is retired after it was submitted: it is admitted with it, and the record says by which edition', async () => {
    const categoryId = await aCategoryUnder(test, 'pcr2015-dps')
    const id = await aWaiting(test, { categoryId })
    const { number } = (await test.api().get('/filters').expect(200)).body as { number: number }
    const retired = { facet: 'location', value: 'london', reason: 'Nobody asks for it.' }
    const mark = (as: 'retire' | 'restore', edition: number) =>
      test
        .api('senior-officer')
        .post('/filters/mark-value')
        .set('If-Match', `"${edition}"`)
        .send({ ...retired, as })
    await mark('retire', number).expect(201)
    await decide(test, id, 'claim', '"1"').expect(200)
    await findAllGood(test, id)
    await done(test, id, 'admit')
    const [member] = await test.rows<{ offer: string[]; edition: number }>(
      `SELECT m.offer, a.filter_edition AS edition FROM membership m JOIN application a ON a.id = m.application_id WHERE a.id = $1`,
      [id],
    )
    expect(member).toMatchObject({ offer: expect.arrayContaining(['location/london']) as unknown, edition: number })
    await mark('restore', number + 1).expect(201)
  })

  it('has a certificate that runs out inside a tender period: it bids to the end, is looked at, and nothing is decided by that', async () => {
    await saveAnswer(test, 'L401', aCertificate(await dayIn(test, 5)))
    const { id, agreementId, categoryId } = await aKnownMember(test, {
      agreement: { minimumTenderDays: 10, validFrom: await dayIn(test, -36) },
      answers: (await test.rows<{ id: string }>(`SELECT id FROM library_answer WHERE question_id = 'L401'`)).map(each => each.id),
    })
    const requirement = await anOpenRequirement(test, { agreementId, categoryIds: [categoryId], closesIn: 12 * DAY })
    const bid = await aPassingBid(test, requirement)
    await test.moveClock('7 days')
    await test.signInAll()
    await test.sweep()
    const { body } = await test.api('procurement-officer').get(`/memberships/${id}`).expect(200)
    expect(body).toMatchObject({ state: 'active', reviews: [{ kind: 'expired', question: 'L401', outcome: null }] })
    await test.api('supplier-admin').post(`/bids/${bid}/submit`).expect(201)
    await saveAnswer(test, 'L401', aCertificate(await dayIn(test, 300), 'CE-2'))
  })

  it('has a certificate that two sweeps find over at once: one look is opened, and officers are told of that one alone', async () => {
    await saveAnswer(test, 'L401', aCertificate(await dayIn(test, 1), 'CE-5'))
    const { id } = await aKnownMember(test, {
      answers: (await test.rows<{ id: string }>(`SELECT id FROM library_answer WHERE question_id = 'L401'`)).map(each => each.id),
    })
    await eventsHandled(test)
    const holder = await test.db.connect()
    await holder.query('BEGIN; LOCK TABLE membership_review IN SHARE MODE')
    await test.moveClock('2 days')
    const sweeps = [1, 2].map(() => test.app.get(ReviewExpiredAnswers).openAll())
    await queued(test, sweeps.length)
    await holder.query('COMMIT')
    holder.release()
    await Promise.all(sweeps)
    const reviews = await test.rows('SELECT id FROM membership_review WHERE membership_id = $1', [id])
    const told = await test.rows(
      `SELECT payload->>'reviewId' AS id FROM outbox_event WHERE type = 'membership.review-opened' AND payload->>'membershipId' = $1`,
      [id],
    )
    expect(reviews).toHaveLength(1)
    expect(told).toEqual(reviews)
    await test.signInAll()
    await saveAnswer(test, 'L401', aCertificate(await dayIn(test, 300), 'CE-6'))
  })

  it('has a certificate that runs out before the decision: it is not admitted until it gives one that is in date', async () => {
    await saveAnswer(test, 'L401', aCertificate(await dayIn(test, 3), 'CE-3'))
    const id = await aClaimed(test)
    await findAllGood(test, id)
    await test.moveClock('5 days')
    await test.signInAll()
    await decide(test, id, 'admit', (await look(test, id)).etag).expect(problem(422, 'admission-incomplete', '/L401'))
    await saveAnswer(test, 'L401', aCertificate(await dayIn(test, 300), 'CE-4'))
    await done(test, id, 'ask', { text: 'Is there a newer certificate?', question: 'L401', replyBy: await inWorkingDays(test, 2) })
    const renewed = { text: 'Here it is.', answers: [{ question: 'L401' }] }
    await test.api('supplier-admin').post(`/applications/${id}/reply`).send(renewed).expect(200)
    expect((await done(test, id, 'admit')).file.application.state).toBe('admitted')
  })

  it('is alarmed of once when its last day is over, though the clock goes back over it and on again, and decides nothing by it', async () => {
    const id = await aWaiting(test)
    const { file } = await look(test, id)
    for (const by of ['30 days', '-30 days', '30 days']) {
      await test.moveClock(by)
      await test.signInAll()
      await test.sweep()
    }
    expect(await test.rows(`SELECT kind FROM officer_event WHERE subject_id = $1`, [id])).toEqual([{ kind: 'overdue-application' }])
    const { application } = (await look(test, id)).file
    expect(application).toMatchObject({ state: 'submitted', dueOn: file.application.dueOn })
  })

  it('is suspended before or after a bid is submitted at the same moment, and both say which', async () => {
    const { id, agreementId, categoryId } = await aKnownMember(test, {
      agreement: { minimumTenderDays: 10, validFrom: await dayIn(test, -36) },
    })
    const requirement = await anOpenRequirement(test, { agreementId, categoryIds: [categoryId], closesIn: 12 * DAY })
    const bid = await aPassingBid(test, requirement)
    const [submitted, suspended] = await Promise.all([
      test.api('supplier-admin').post(`/bids/${bid}/submit`),
      actOnMember(test, 'procurement-officer', id, 'suspend', A_SUSPENSION),
    ])
    expect(suspended.status).toBe(200)
    expect([201, 409]).toContain(submitted.status)
    if (submitted.status === 409) expect(submitted.body).toMatchObject({ code: 'membership-not-active' })
    await test.api('supplier-admin').post(`/bids/${bid}/submit`).expect(problem(409, 'membership-not-active'))
  })

  it('stays lapsed where the clock goes back before the end of its agreement', async () => {
    const { id } = await aKnownMember(test, { agreement: { validUntil: await dayIn(test, 1) } })
    await daysPass(test, 2)
    await test.sweep()
    await daysPass(test, -2)
    await test.signInAll()
    await test.sweep()
    const { body } = await test.api('procurement-officer').get(`/memberships/${id}`).expect(200)
    const { state, changes } = body as { state: string; changes: { kind: string }[] }
    expect([state, changes.map(({ kind }) => kind)]).toEqual(['lapsed', ['lapsed', 'admitted']])
  })

  it('is due in a year that no published calendar has: by the rules of bank holidays alone, and it says that it is not certain', async () => {
    await test.moveClock('800 days')
    await test.signInAll()
    const id = await aWaiting(test, { as: 'rival-admin', regime: 'pa2023-dynamic-market' })
    await noInterestIn(test, await supplierOf(test, 'rival-admin'), 'procurement-officer')
    const { application } = (await look(test, id)).file
    expect(application.dueBy).toMatchObject({ isSure: false })
    const { workingDays } = application.dueBy as { workingDays: number }
    expect(application.dueOn).toBe(await inWorkingDays(test, workingDays))
  })
})
