import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { admitMember } from '../src/modules/memberships/admit-member.js'
import { UnitOfWork } from '../src/shared/database/unit-of-work.js'
import { SYSTEM } from '../src/shared/domain/actor.js'
import { anActor } from '../src/shared/domain/an-actor.fixture.js'
import { end } from './support/agreements.js'
import { Changes } from './support/changes.js'
import { hire } from './support/people.js'
import { problem } from './support/problems.js'
import { A_SUSPENSION, act, aMember, dayIn, daysPass, declareNoInterest, endOf, toConfirm, type Told } from './support/standing.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid } from './support/world.js'

const MARKET = { regime: 'pa2023-dynamic-market', initialWindowDays: 0 }

describe('A membership', () => {
  let test: TestApp
  let the: Changes

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    the = new Changes(test)
    await hire(test, 'new-senior', 'Marketplace Operator', 'senior-officer')
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  const told = async (id: string, as: 'supplier-admin' | 'procurement-officer' = 'procurement-officer'): Promise<Told> =>
    (await test.api(as).get(`/memberships/${id}`).expect(200)).body as Told

  const reply = (id: string, said = 'It was our former parent.') =>
    test.api('supplier-admin').post(`/memberships/${id}/removal/reply`).send({ reply: said })

  /** A member that the officers of the test have declared about. */
  const aKnownMember = async (options: Parameters<typeof aMember>[1] = {}) => {
    const member = await aMember(test, options)
    await declareNoInterest(test, member.supplierId, 'procurement-officer', 'second-officer', 'senior-officer', 'new-senior')
    return member
  }

  const notice = async (ground: string, more: object = {}) => ({
    ground,
    evidence: 'A court found so on 2 November 2026.',
    replyBy: await dayIn(test, 10),
    ...more,
  })

  const FOUND = { reason: 'The court found it, and nothing has changed since.', applies: true, likelyToRecur: true }

  describe('that is suspended', () => {
    it('T6 suspend: by an officer who declared, with a fresh sign-in, for a contractual ground in force; the supplier is told (L2 suspension is contractual, J duty to bid)', async () => {
      const { id, supplierId } = await aMember(test)
      const suspend = (body: object) => act(test, 'procurement-officer', id, 'suspend', body)
      problem(403, 'interests-not-declared')(await suspend(A_SUSPENSION))
      await declareNoInterest(test, supplierId, 'procurement-officer')
      problem(422, 'ground-unknown', '/ground')(await suspend({ ...A_SUSPENSION, ground: 'excluded' }))
      await test.rows(`UPDATE session SET proved_at = proved_at - interval '1 day'`)
      problem(403, 'fresh-sign-in-required')(await suspend(A_SUSPENSION))
      await test.signInAll()
      expect((await suspend(A_SUSPENSION)).status).toBe(200)
      expect(await told(id, 'supplier-admin')).toMatchObject({
        state: 'suspended',
        changes: [
          {
            kind: 'suspended',
            ground: 'invitations-unanswered',
            groundTitle: expect.stringContaining('unanswered'),
            reason: A_SUSPENSION.reason,
          },
          { kind: 'admitted' },
        ],
      })
      expect(await the.toldOf('membership.suspended', id)).toEqual(['supplier-admin'])
      problem(409, 'membership-state')(await suspend(A_SUSPENSION))
      const { body } = await test.api().get('/standing-grounds').expect(200)
      expect(body).toMatchObject({
        items: expect.arrayContaining([
          expect.objectContaining({ key: 'invitations-unanswered', source: expect.stringContaining('95 %') }),
        ]),
      })
    })

    it('T6 lift: counts again for a reason, and its supplier is told', async () => {
      const { id } = await aKnownMember()
      await act(test, 'procurement-officer', id, 'suspend', A_SUSPENSION)
      expect((await act(test, 'second-officer', id, 'lift', { reason: 'It gave its reasons.' })).status).toBe(200)
      expect(await told(id)).toMatchObject({ state: 'active', changes: [{ kind: 'restored', reason: 'It gave its reasons.' }, {}, {}] })
      expect(await the.toldOf('membership.restored', id)).toEqual(['supplier-admin'])
      problem(409, 'membership-state')(await act(test, 'second-officer', id, 'lift', { reason: 'Again.' }))
    })

    it('is decided by nobody who declared an interest, no supplier, and no API token', async () => {
      const { id, supplierId } = await aMember(test)
      await hire(test, 'new-officer', 'Marketplace Operator', 'procurement-officer')
      await test
        .api('new-officer')
        .post(`/suppliers/${supplierId}/interest-declarations`)
        .send({ hasInterest: true, details: 'A cousin works there.' })
        .expect(204)
      problem(403, 'interest-declared')(await act(test, 'new-officer', id, 'suspend', A_SUSPENSION))
      problem(403, 'role-missing')(await act(test, 'supplier-admin', id, 'suspend', A_SUSPENSION))
      await test.api('rival-admin').get(`/memberships/${id}`).expect(problem(404, 'not-found'))
    })

    it('is not admitted beside that: whoever is suspended is a member already', async () => {
      const { id, agreementId, categoryId, applicationId, supplierId } = await aKnownMember()
      await act(test, 'procurement-officer', id, 'suspend', A_SUSPENSION)
      const again = test.app.get(UnitOfWork).run(SYSTEM, tx =>
        admitMember(tx, anActor(), {
          ...{ applicationId, agreementId, categoryId, supplierId },
          answersHash: Buffer.alloc(32),
          offer: [],
          size: null,
        }),
      )
      await expect(again).rejects.toThrow('is a member of the category already')
    })

    it('is found by officers by name, category and state, page by page, and by its supplier among its own', async () => {
      const { id, categoryId } = await aKnownMember()
      await act(test, 'procurement-officer', id, 'suspend', A_SUSPENSION)
      const list = async (as: 'auditor' | 'supplier-admin' | 'rival-admin', query: string) =>
        (await test.api(as).get(`/memberships?${query}`).expect(200)).body as { items: { id: string }[]; nextCursor: string | null }
      expect((await list('auditor', `category=${categoryId}&state=suspended&supplier=EXAMPLE`)).items).toMatchObject([{ id }])
      expect((await list('auditor', `category=${categoryId}&state=active`)).items).toEqual([])
      expect((await list('rival-admin', `category=${categoryId}`)).items).toEqual([])
      const all = (await list('supplier-admin', 'limit=100')).items.map(each => each.id)
      const paged: string[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const page = await list('supplier-admin', `limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`)
        paged.push(...page.items.map(each => each.id))
        cursor = page.nextCursor
      }
      expect([paged, all[0]]).toEqual([all, id])
    })

    it('is suspended once, of two officers at once', async () => {
      const { id } = await aKnownMember()
      const answers = await Promise.all([
        act(test, 'procurement-officer', id, 'suspend', A_SUSPENSION),
        act(test, 'second-officer', id, 'suspend', A_SUSPENSION),
      ])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
      expect((await told(id)).changes.map(({ kind }) => kind)).toEqual(['suspended', 'admitted'])
    })
  })

  describe('that is removed', () => {
    it('T6 remove: by notice, reply and a second person who is a senior officer, reported and noted under the new law (L2 removal must, L2 market notices)', async () => {
      const { id, agreementId } = await aKnownMember({ agreement: MARKET })
      const given = await act(test, 'senior-officer', id, 'removal', await notice('excluded'))
      expect([given.status, given.body]).toMatchObject([
        200,
        { state: 'active', removals: [{ ground: 'excluded', must: true, outcome: null }] },
      ])
      expect(await the.toldOf('membership.removal-noticed', id)).toEqual(['supplier-admin'])
      problem(409, 'removal-under-way')(await act(test, 'procurement-officer', id, 'removal', await notice('excludable')))
      problem(409, 'reply-still-due')(await act(test, 'new-senior', id, 'removal/confirm', FOUND))
      expect([await toConfirm(test), (await reply(id)).status, await toConfirm(test)]).toEqual([[0, []], 200, [1, [id]]])
      await reply(id).expect(problem(409, 'replied-already'))
      expect(await the.toldOf('membership.removal-replied', id)).toEqual(expect.arrayContaining(['new-senior', 'senior-officer']))
      problem(403, 'second-person-needed')(await act(test, 'senior-officer', id, 'removal/confirm', FOUND))
      problem(403, 'role-missing')(await act(test, 'procurement-officer', id, 'removal/confirm', FOUND))
      const half = { reason: 'x', applies: true }
      problem(422, 'findings-missing', '/likelyToRecur')(await act(test, 'new-senior', id, 'removal/confirm', half))
      const done = await act(test, 'new-senior', id, 'removal/confirm', FOUND)
      const gone = { outcome: 'removed', applies: true, likelyToRecur: true }
      expect([done.status, done.body]).toMatchObject([
        200,
        { state: 'removed', removals: [{ ...gone, reportDueOn: await dayIn(test, 30), reply: 'It was our former parent.' }] },
      ])
      expect(await the.toldOf('membership.removed', id)).toEqual(['supplier-admin'])
      problem(409, 'membership-state')(await act(test, 'new-senior', id, 'removal/confirm', FOUND))
      const { body } = await test.api('auditor').get(`/agreements/${agreementId}/market-notices`).expect(200)
      expect(body).toMatchObject({
        items: [
          { notice: 'UK15', occasion: 'member-removed', subjectId: id, publishedAt: null },
          { notice: 'UK15', occasion: 'member-admitted' },
          { notice: 'UK14', occasion: 'agreement-opened' },
          { notice: 'UK13', occasion: 'agreement-proposed' },
        ],
      })
    })

    it('goes where it is excluded, unless it is found not to be, and says why (L2 removal must)', async () => {
      const { id } = await aKnownMember()
      await act(test, 'procurement-officer', id, 'removal', await notice('excluded'))
      const why = { reason: 'The conviction was quashed.', isNotExcluded: true }
      problem(403, 'second-person-needed')(await act(test, 'procurement-officer', id, 'removal/take-back', why))
      problem(422, 'excluded-must-go', '/isNotExcluded')(await act(test, 'senior-officer', id, 'removal/take-back', { reason: 'x' }))
      expect((await act(test, 'senior-officer', id, 'removal/take-back', why)).status).toBe(200)
      expect((await told(id)).removals).toMatchObject([{ outcome: 'taken-back', foundNotExcluded: true, reason: why.reason }])
      const [logged] = await test.rows<{ said: string }>(
        `SELECT convert_from(d.content, 'UTF8') AS said FROM audit_event e JOIN audit_detail d ON d.event_id = e.id
         WHERE e.subject_id = $1 AND e.action = 'membership.removal-taken-back'`,
        [id],
      )
      expect(JSON.parse(String(logged?.said))).toMatchObject({ isNotExcluded: true, reason: why.reason })
      expect(await the.toldOf('membership.removal-taken-back', id)).toEqual(['supplier-admin'])
      problem(409, 'no-removal-under-way')(await act(test, 'procurement-officer', id, 'removal/take-back', why))
      await reply(id).expect(problem(409, 'no-removal-under-way'))
    })

    it('may go where it no longer meets the criteria, without a reply once the day has passed, and is not reported then (L2 removal may)', async () => {
      const { id } = await aKnownMember()
      problem(
        422,
        'reply-day-unfit',
        '/replyBy',
      )(await act(test, 'procurement-officer', id, 'removal', await notice('conditions-unmet', { replyBy: await dayIn(test, 0) })))
      await act(test, 'procurement-officer', id, 'suspend', A_SUSPENSION)
      await act(test, 'procurement-officer', id, 'removal', await notice('conditions-unmet', { replyBy: await dayIn(test, 1) }))
      problem(409, 'reply-still-due')(await act(test, 'senior-officer', id, 'removal/confirm', { reason: 'x' }))
      await daysPass(test, 2)
      await test.signInAll()
      expect((await toConfirm(test))[1]).toContain(id)
      expect((await act(test, 'senior-officer', id, 'removal/confirm', { reason: 'No reply came.' })).status).toBe(200)
      expect(await told(id)).toMatchObject({ state: 'removed', removals: [{ outcome: 'removed', reportDueOn: null, reply: null }] })
      await expect(test.rows('UPDATE membership_removal SET evidence = $1', ['Other'])).rejects.toThrow('stay as they are')
    })

    it('is removed once, of two second people at once', async () => {
      const { id } = await aKnownMember()
      await act(test, 'procurement-officer', id, 'removal', await notice('excludable'))
      await reply(id).expect(200)
      const answers = await Promise.all([
        act(test, 'senior-officer', id, 'removal/confirm', FOUND),
        act(test, 'new-senior', id, 'removal/confirm', FOUND),
      ])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    })
  })

  describe('whose agreement ends', () => {
    it('T6 lapse: stands as lapsed at once by the clock alone, and is written down with its supplier told', async () => {
      const today = await dayIn(test, 0)
      const { id, agreementId } = await aKnownMember({ agreement: { ...MARKET, validUntil: today } })
      await daysPass(test, 1)
      await test.signInAll()
      const since = await endOf(test, agreementId)
      expect(await told(id)).toMatchObject({ state: 'lapsed', since, changes: [{ kind: 'admitted' }] })
      problem(409, 'membership-state')(await act(test, 'procurement-officer', id, 'suspend', A_SUSPENSION))
      await test.sweep()
      const changes = [{ kind: 'lapsed', changedByName: null }, { kind: 'admitted' }]
      expect(await told(id)).toMatchObject({ state: 'lapsed', since, changes })
      expect(await the.toldOf('membership.lapsed', id)).toEqual(['supplier-admin'])
      expect(await test.rows(`SELECT 1 FROM market_notice WHERE agreement_id = $1 AND notice = 'UK16'`, [agreementId])).toHaveLength(1)
      await test.sweep()
      expect((await told(id)).changes).toHaveLength(2)
    })

    it('bids to the end of what was published in time, and nothing is published after that', async () => {
      const { id, agreementId, categoryId } = await aKnownMember({
        agreement: { minimumTenderDays: 10, validFrom: await dayIn(test, -36) },
      })
      const requirement = await anOpenRequirement(test, { agreementId, categoryIds: [categoryId], closesIn: 12 * 86_400 })
      const bid = await aPassingBid(test, requirement)
      await end(test, agreementId)
      await test.sweep()
      expect(await told(id)).toMatchObject({ state: 'lapsed', since: await endOf(test, agreementId) })
      await test.api('supplier-admin').post(`/bids/${bid}/submit`).expect(201)
      expect(await the.toldOf('agreement.ended', agreementId)).toEqual(['buyer-approver', 'buyer-author', 'supplier-admin'])
      expect(await test.rows(`SELECT state FROM membership WHERE id = $1`, [id])).toEqual([{ state: 'active' }])
    })
  })
})
