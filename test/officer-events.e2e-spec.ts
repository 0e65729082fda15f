import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { newId } from '../src/shared/ids.js'
import { aLowAudit, acceptTheRest, judge } from './support/auditing.js'
import { Changes } from './support/changes.js'
import { aRegistration } from './support/people.js'
import { problem } from './support/problems.js'
import { Questions, REUSE } from './support/questions.js'
import { TestApp } from './support/test-app.js'
import {
  aFailedOpening,
  aLateBid,
  anOfficerEvent,
  eventsSeen,
  type SeenEvent,
  tamperWith,
  verifyAnew,
  verifyChains,
  verifyToTheEnd,
} from './support/watching.js'
import { anOpenRequirement, aPassingBid, declareNoInterests, eventually, eventsHandled } from './support/world.js'

describe('What an officer must see', () => {
  let test: TestApp
  let the: Changes

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    the = new Changes(test)
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  const of = async (requirementId: string, query = ''): Promise<SeenEvent[]> =>
    (await eventsSeen(test, query)).filter(event => event.requirementId === requirementId)

  const acknowledge = (
    id: string,
    player: 'procurement-officer' | 'second-officer' | 'auditor' = 'procurement-officer',
    note = 'Looked into.',
  ) => test.api(player).post(`/officer-events/${id}/acknowledge`).send({ note })

  describe('of an opening that failed', () => {
    it('is who tried, when and why, once a day for the same reason, and every officer is told', async () => {
      const id = await aFailedOpening(test)
      await aFailedOpening(test, id)
      expect(await of(id)).toMatchObject([
        {
          kind: 'failed-opening',
          reason: 'deadline-not-passed',
          organisationName: 'First Example Council (demonstration)',
          personName: expect.any(String),
          page: `/opportunities/${id}`,
          acknowledgement: null,
        },
      ])
      expect(await the.toldOf('bids.opening-failed', id)).toEqual(['procurement-officer', 'second-officer', 'senior-officer'])
    })

    it('is nothing where a step was left out, which the list of refused attempts has all the same', async () => {
      const id = await anOpenRequirement(test)
      await test.api('buyer-approver').post(`/requirements/${id}/open-bids`).expect(problem(403, 'interests-not-declared'))
      expect(await of(id)).toEqual([])
      const { body } = await test.api('auditor').get('/refused-attempts').expect(200)
      expect((body as { items: object[] }).items[0]).toMatchObject({
        action: 'bids.opening-refused',
        requirementId: id,
        code: 'interests-not-declared',
        organisationName: 'First Example Council (demonstration)',
      })
    })
  })

  describe('of a bid that came too late', () => {
    it('is the requirement and the moment, and the supplier only after the opening', async () => {
      const { requirementId, bidId } = await aLateBid(test)
      await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(problem(409, 'deadline-passed'))
      const before = await of(requirementId)
      expect(before).toMatchObject([{ kind: 'late-bid', organisationName: null, personName: null, subjectId: null, reason: null }])
      for (const player of ['procurement-officer', 'senior-officer', 'auditor'] as const) {
        const { text } = await test
          .api(player)
          .get(`/officer-events/${String(before[0]?.id)}`)
          .expect(200)
        expect(text).not.toMatch(new RegExp(`${bidId}|Supplier`))
      }
      await declareNoInterests(test, requirementId)
      await test.api('buyer-approver').post(`/requirements/${requirementId}/open-bids`).expect(200)
      await test.api('procurement-officer').post(`/requirements/${requirementId}/open-bids`).expect(200)
      expect(await of(requirementId)).toMatchObject([{ organisationName: 'First Example Supplier (demonstration)' }])
    })

    it('tells nothing of bids that were in time, and nobody by mail', async () => {
      const id = await anOpenRequirement(test, { closesIn: 300 })
      const bid = await aPassingBid(test, id)
      await test.api('supplier-admin').post(`/bids/${bid}/submit`).expect(201)
      await test.moveClock('6 minutes')
      await test.signInAll()
      expect(await of(id)).toEqual([])
      expect(JSON.stringify((await test.api('procurement-officer').get('/refused-attempts').expect(200)).body)).not.toContain(id)
    })
  })

  describe('of the log', () => {
    it('is that a chain was changed, once for each fault, and every officer is told', async () => {
      const id = await anOpenRequirement(test)
      await verifyChains(test)
      expect(await eventsSeen(test, '&kind=tampering')).toEqual([])
      await tamperWith(test, `requirement:${id}`, tamperer => tamperer.change(2, `action = 'requirement.returned'`))
      await verifyAnew(test)
      const [found, ...others] = await eventsSeen(test, '&kind=tampering')
      expect(others).toEqual([])
      expect(found).toMatchObject({ requirementId: id, reason: 'changed-event', page: `/opportunities/${id}` })
      expect(await the.toldOf('log.tampering-found', String(found?.id))).toEqual([
        'procurement-officer',
        'second-officer',
        'senior-officer',
      ])
      await verifyAnew(test)
      expect(await eventsSeen(test, '&kind=tampering')).toHaveLength(1)
    })

    it('is that a tail was cut since the chain was last whole, hashes right or not', async () => {
      const id = await anOpenRequirement(test)
      // Its invitations are written down in its chain too.
      await eventsHandled(test)
      await verifyToTheEnd(test, `requirement:${id}`)
      const [chain] = await test.rows<{ length: string }>('SELECT length FROM audit_stream WHERE stream = $1', [`requirement:${id}`])
      await tamperWith(test, `requirement:${id}`, async tamperer => {
        await tamperer.delete(Number(chain?.length))
        await tamperer.fixHead()
      })
      // A sweep that looked before it was cut may end after it.
      await eventually(async () => {
        await verifyAnew(test)
        expect(await of(id, '&kind=tampering')).toMatchObject([{ reason: 'cut-or-rewritten' }])
      })
    })
  })

  describe('of what is overdue', () => {
    it('is an audit and an explanation of a supplier, each once', async () => {
      const { requirementId, auditId } = await aLowAudit(test)
      await acceptTheRest(test, auditId)
      await judge(test, auditId, { questionId: 'Q906', finding: 'queried', reason: 'Who confirms it?' })
      await test.moveClock('60 days')
      await test.signInAll()
      await test.sweep()
      await test.sweep()
      const found = await of(requirementId)
      expect(found.map(({ kind, page }) => [kind, page]).toSorted()).toEqual([
        ['overdue-audit', `/officer/audits/${auditId}`],
        ['overdue-explanation', `/officer/audits/${auditId}/Q906`],
      ])
    })

    it('is a registration that waits for more than five working days', async () => {
      const [id, settled] = [await aRegistration(test), await aRegistration(test)]
      await test.api('procurement-officer').post(`/registrations/${settled}/refuse`).send({ reason: 'x' }).expect(200)
      await test.sweep()
      const ofRegistration = async () => (await eventsSeen(test, '&kind=overdue-registration')).filter(({ subjectId }) => subjectId === id)
      expect(await ofRegistration()).toEqual([])
      await test.moveClock('14 days')
      await test.signInAll()
      await test.sweep()
      expect(await ofRegistration()).toMatchObject([
        { page: `/officer/registrations/${id}`, organisationName: 'Registered', requirementId: null },
      ])
      expect((await eventsSeen(test)).filter(({ subjectId }) => subjectId === settled)).toEqual([])
    })

    it('is a rule clarification that nobody answered in time, of which bidders hear as well', async () => {
      const id = await anOpenRequirement(test)
      const questions = new Questions(test)
      const answered = await questions.askedOfRule(id, 'SR-18')
      await questions.answerOfRule(answered, 'clarified').expect(201)
      await questions.withdrawOfRule(await questions.askedOfRule(id, 'SR-19')).expect(204)
      await questions.askedOfRule(id)
      await test.moveClock('46 minutes')
      await test.signInAll()
      await test.sweep()
      await test.sweep()
      expect(await of(id)).toMatchObject([{ kind: 'unanswered-rule', reason: REUSE.rule }])
      expect(await the.toldOf('rule-clarification.unanswered', id)).toEqual(['procurement-officer', 'second-officer', 'senior-officer'])
      expect(await the.toldOf('rule-clarification.referred', id)).toEqual(expect.arrayContaining(['bid-writer', 'supplier-admin']))
    })
  })

  describe('is acknowledged', () => {
    it('by one officer, once, with a note that stands in the log', async () => {
      const id = await anOfficerEvent(test)
      await acknowledge(id, 'procurement-officer', ' ').expect(problem(400, 'invalid-request', '/note'))
      await acknowledge(id, 'auditor').expect(problem(403, 'role-missing'))
      const { body } = await acknowledge(id).expect(200)
      expect(body).toMatchObject({ acknowledgement: { note: 'Looked into.' } })
      await acknowledge(id, 'second-officer').expect(problem(409, 'officer-event-acknowledged'))
      const audited = await test.rows<{ action: string }>('SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY sequence', [id])
      expect(audited.map(({ action }) => action)).toEqual(['officer-event.acknowledged', 'officer-event.acknowledgement-refused'])
    })

    it('by one of ten at once', async () => {
      const id = await anOfficerEvent(test)
      const players = ['procurement-officer', 'second-officer'] as const
      const answers = await Promise.all(
        Array.from({ length: 10 }, async (_, place) => acknowledge(id, players[place % 2], `Note ${place}`)),
      )
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, ...Array<number>(9).fill(409)])
      const won = answers.find(({ status }) => status === 200)
      expect((await test.api('auditor').get(`/officer-events/${id}`).expect(200)).body).toEqual(won?.body)
    })

    it('once where the same is sent twice', async () => {
      const id = await anOfficerEvent(test)
      const key = newId()
      for (let sent = 0; sent < 2; sent += 1) await acknowledge(id).set('Idempotency-Key', key).expect(200)
    })

    it('for good: nothing of it changes, or goes', async () => {
      const id = await anOfficerEvent(test)
      await acknowledge(id).expect(200)
      for (const sql of [`UPDATE officer_event SET note = 'x'`, `UPDATE officer_event SET reason = 'x'`, 'DELETE FROM officer_event'])
        await expect(test.db.query(`${sql} WHERE id = $1`, [id])).rejects.toMatchObject({ code: '42501' })
    })
  })

  it('is nothing of a competition in which the officer has an interest', async () => {
    const id = await aFailedOpening(test)
    const event = String((await of(id))[0]?.id)
    await test
      .api('second-officer')
      .post(`/requirements/${id}/interest-declarations`)
      .send({ hasInterest: true, details: 'A cousin.' })
      .expect(204)
    expect((await eventsSeen(test, '', 'second-officer')).map(each => each.id)).not.toContain(event)
    await test.api('second-officer').get(`/officer-events/${event}`).expect(problem(404, 'not-found'))
    await acknowledge(event, 'second-officer').expect(problem(404, 'not-found'))
    expect(JSON.stringify((await test.api('second-officer').get('/refused-attempts?limit=100').expect(200)).body)).not.toContain(id)
  })

  it('is filtered, counted and paged', async () => {
    const counted = async (): Promise<number> => {
      const { body } = await test.api('auditor').get('/officer-events/counts').expect(200)
      return (body as { items: { kind: string; waiting: number }[] }).items.find(({ kind }) => kind === 'failed-opening')?.waiting ?? 0
    }
    const before = await counted()
    const ids = [await aFailedOpening(test), await aFailedOpening(test), await aFailedOpening(test)]
    expect(await counted()).toBe(before + 3)
    const first = String((await of(String(ids[0])))[0]?.id)
    await acknowledge(first).expect(200)
    expect(await counted()).toBe(before + 2)
    expect((await eventsSeen(test, '&acknowledged=true')).map(({ id }) => id)).toContain(first)
    expect((await eventsSeen(test, '&acknowledged=false&kind=failed-opening')).map(({ id }) => id)).not.toContain(first)
    await test.api('auditor').get('/officer-events?kind=none').expect(problem(400, 'invalid-request'))
    const all = await eventsSeen(test)
    const paged: string[] = []
    for (let cursor = ''; ;) {
      const { body } = await test.api('auditor').get(`/officer-events?limit=2${cursor}`).expect(200)
      const { items, nextCursor } = body as { items: { id: string }[]; nextCursor: string | null }
      paged.push(...items.map(({ id }) => id))
      if (nextCursor === null) break
      cursor = `&cursor=${nextCursor}`
    }
    expect(paged).toEqual(all.map(({ id }) => id))
  })
})
