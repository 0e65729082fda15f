import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { anOpenAgreement, end } from './support/agreements.js'
import { aClaimed, act as officers, inWorkingDays, look, productOf, supplierOf } from './support/deciding.js'
import { ageSignIn } from './support/openings.js'
import { grant, hire, organisationId, revoke } from './support/people.js'
import { PageSender } from './support/page-sender.js'
import { problem } from './support/problems.js'
import { A_SUSPENSION, aMember, dayIn, dayIsOver } from './support/standing.js'
import { type Newcomer, type Player, TestApp } from './support/test-app.js'
import { aReadyApplication, anOpenCategory } from './support/whole-library.js'

const CONCERNED = 'new-concerned'
const REMOVES = { reason: 'The court found it.', applies: true, likelyToRecur: true }

/** What no journey meets and the API document tells of. */
describe('Refusals around joining that are rare', () => {
  let test: TestApp
  let own: string
  let rivals: string

  const declare = (supplierId: string, as: Player | Newcomer, body: object = { hasInterest: false, details: '' }) =>
    test.api(as).post(`/suppliers/${supplierId}/interest-declarations`).send(body)

  beforeAll(async () => {
    test = await TestApp.start()
    await hire(test, CONCERNED, 'Marketplace Operator', 'senior-officer')
    own = await supplierOf(test)
    rivals = await supplierOf(test, 'rival-admin')
    for (const officer of ['procurement-officer', 'senior-officer'] as const) await declare(own, officer).expect(204)
    await declare(own, CONCERNED, { hasInterest: true, details: 'A cousin works there.' }).expect(204)
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  describe('of how members stand', () => {
    let replyBy: string
    let member: string
    let others: string
    let ended: string
    let notice: object

    /** An act on a membership, as the revision says it is. */
    const act = (verb: string, id: string, body: object, as: Player | Newcomer = 'senior-officer', etag = '"1"') =>
      test.api(as).post(`/memberships/${id}/${verb}`).set('If-Match', etag).send(body)

    const noticed = async (by: Player): Promise<string> => {
      const { id } = await aMember(test, { answers: [] })
      await act('removal', id, notice, by).expect(200)
      return id
    }

    beforeAll(async () => {
      replyBy = await dayIn(test, 10)
      notice = { ground: 'conditions-unmet', evidence: 'Two references were withdrawn.', replyBy }
      member = (await aMember(test, { answers: [] })).id
      others = (await aMember(test, { as: 'rival-admin', answers: [] })).id
      const { id, agreementId } = await aMember(test, { answers: [] })
      await end(test, agreementId)
      ended = id
    })

    const declaringFor = (next: string): string => `/officer/suppliers/${rivals}/interests?next=${encodeURIComponent(next)}`

    /** What a page sends without a declaration leads to where it is made, and from there back to that page. */
    async function leadsToDeclaring(page: string, verb: string, sent: string): Promise<void> {
      const form = `<form method="post" action="${page}${verb}">${[...new URLSearchParams(sent)].map(([name, value]) => `<input name="${name}" value="${value}">`).join('')}</form>`
      const answer = await new PageSender(test).formIn('senior-officer', { status: 200, body: form, location: '' }, `${page}${verb}`)()
      expect(answer).toMatchObject({ status: 303, location: declaringFor(page) })
      expect((await new PageSender(test).open('senior-officer', answer.location)).body).toContain(`name="next" value="${page}"`)
    }

    const VERBS: readonly [verb: string, body: () => object][] = [
      ['suspend', () => A_SUSPENSION],
      ['lift', () => ({ reason: 'It gave its reasons.' })],
      ['removal', () => notice],
      ['removal/take-back', () => ({ reason: 'It was a mistake.' })],
      ['removal/confirm', () => REMOVES],
      ['recheck', () => ({ reason: 'The press tells of it.' })],
    ]

    it.each(VERBS)('%s: is for who declared, has no interest, and works for no supplier', async (verb, body) => {
      await act(verb, others, body()).expect(problem(403, 'interests-not-declared'))
      await act(verb, member, body(), CONCERNED).expect(problem(403, 'interest-declared'))
      const operator = await organisationId(test, 'Marketplace Operator')
      await grant(test, CONCERNED, 'Fourth Example Supplier', 'bid-writer')
      await act(verb, member, body(), CONCERNED).set('X-Organisation', operator).expect(problem(403, 'standing-not-yours'))
      await revoke(test, CONCERNED, 'Fourth Example Supplier')
    })

    it.each(VERBS.filter(([verb]) => verb !== 'removal/take-back'))('%s: is not for a membership that has lapsed', async (verb, body) => {
      await act(verb, ended, body()).expect(problem(409, 'membership-state'))
    })

    it('are of what its supplier changes or tells after it has lapsed', async () => {
      await test
        .api('supplier-admin')
        .put(`/memberships/${ended}/offer`)
        .set('If-Match', '"1"')
        .send({ offer: { location: ['wales'] } })
        .expect(problem(409, 'membership-state'))
      const incident = { account: 'It told the wrong hours.', happenedOn: await dayIn(test, -3), product: 'Reader 3.1' }
      await test.api('bid-writer').post(`/memberships/${ended}/incidents`).send(incident).expect(problem(409, 'membership-state'))
    })

    it('are of a removal that nobody gave notice of, for no ground of one, or by whoever gave the notice', async () => {
      await act('removal/confirm', member, REMOVES).expect(problem(409, 'no-removal-under-way'))
      await act('removal/take-back', member, { reason: 'x' }).expect(problem(409, 'no-removal-under-way'))
      await act('removal', member, { ...notice, ground: 'invitations-unanswered' }).expect(problem(422, 'ground-unknown', '/ground'))
      const id = await noticed('senior-officer')
      await act('removal/confirm', id, REMOVES, 'senior-officer', '"2"').expect(problem(403, 'second-person-needed'))
    })

    it('are of a notice that is a duty, taken back by whoever gave it or by no senior officer, and in the database (L2 removal must)', async () => {
      const { id } = await aMember(test, { answers: [] })
      await act('removal', id, { ...notice, ground: 'excluded' }).expect(200)
      const why = { reason: 'The conviction was quashed.', isNotExcluded: true }
      for (const as of ['senior-officer', 'procurement-officer'] as const)
        await act('removal/take-back', id, why, as, '"2"').expect(problem(403, 'second-person-needed'))
      const sql = `UPDATE membership_removal SET outcome = 'taken-back', reason = 'x', found_not_excluded = true, decided_by = noticed_by, decided_at = now()`
      await expect(test.rows(`${sql} WHERE membership_id = $1`, [id])).rejects.toThrow('taken back by a second person')
    })

    it('are of old sign-ins, where it goes against a supplier or back', async () => {
      const id = await noticed('procurement-officer')
      await ageSignIn(test, 'senior-officer')
      for (const [verb, body] of VERBS.filter(([each]) => each !== 'recheck'))
        await act(verb, verb === 'removal/confirm' ? id : member, body(), 'senior-officer', '"2"').expect(
          problem(403, 'fresh-sign-in-required'),
        )
    })

    it('are of the queue of reviews, and of one, for whoever works for a supplier, did not declare or has an interest', async () => {
      const tell = async (id: string, as: Player): Promise<string> => {
        const incident = { account: 'It told the wrong hours.', happenedOn: await dayIn(test, -3), product: 'Reader 3.1' }
        await test.api(as).post(`/memberships/${id}/incidents`).send(incident).expect(204)
        const [review] = await test.rows<{ id: string }>('SELECT id FROM membership_review WHERE membership_id = $1', [id])
        return String(review?.id)
      }
      const [ours, theirs] = [await tell(member, 'supplier-admin'), await tell(others, 'rival-admin')]
      const asked = (id: string, as: Player | Newcomer) => [
        test.api(as).get(`/membership-reviews/${id}`),
        test.api(as).post(`/membership-reviews/${id}/accept`).set('If-Match', '"0"').send({}),
        test.api(as).post(`/membership-reviews/${id}/decline`).set('If-Match', '"0"').send({ reason: 'It goes on.' }),
      ]
      for (const each of asked(theirs, 'senior-officer')) {
        const { body } = await each.expect(problem(403, 'interests-not-declared'))
        expect(body).toMatchObject({ detail: expect.stringContaining(`POST /api/v1/suppliers/${rivals}/interest-declarations`) })
      }
      await leadsToDeclaring(`/officer/membership-reviews/${theirs}`, '/settle', 'outcome=accepted&seen=0')
      const suspend = `/officer/memberships/${others}/decide/suspend`
      expect((await new PageSender(test).open('senior-officer', suspend)).location).toBe(declaringFor(suspend))
      await leadsToDeclaring(suspend, '', `seen=1&ground=${A_SUSPENSION.ground}&reason=It+does+not+answer.`)
      await leadsToDeclaring(`/officer/memberships/${others}/recheck`, '', 'reason=The+press+tells+of+it.')
      for (const each of asked(ours, CONCERNED)) await each.expect(problem(403, 'interest-declared'))
      const operator = await organisationId(test, 'Marketplace Operator')
      await grant(test, CONCERNED, 'Fourth Example Supplier', 'bid-writer')
      const lists = ['/membership-reviews', '/memberships'].map(path => test.api(CONCERNED).get(path))
      for (const each of [...asked(ours, CONCERNED), ...lists])
        await each.set('X-Organisation', operator).expect(problem(403, 'standing-not-yours'))
      await revoke(test, CONCERNED, 'Fourth Example Supplier')
      for (const each of asked(ours, 'senior-officer').slice(1, 2)) await each.expect(200)
      for (const each of asked(ours, 'senior-officer').slice(1)) await each.expect(problem(409, 'review-settled'))
    })
  })

  describe('of applications', () => {
    it('are of a category whose agreement takes none any more', async () => {
      const agreementId = await anOpenAgreement(test)
      await end(test, agreementId)
      const [category] = await test.rows<{ id: string }>('SELECT id FROM category WHERE agreement_id = $1', [agreementId])
      await test.api('bid-writer').post('/applications').send({ categoryId: category?.id }).expect(problem(422, 'agreement-not-valid'))
    })

    it('are of submitting where its supplier became a member meanwhile, and of withdrawing with an old sign-in', async () => {
      const product = await productOf(test)
      const categoryId = await anOpenCategory(test)
      const { id, etag, declaration, contentHash } = await aReadyApplication(test, { product, categoryId })
      await test.rows(
        `INSERT INTO membership (id, agreement_id, category_id, supplier_id, state, since)
         SELECT gen_random_uuid(), agreement_id, category_id, supplier_id, 'active', market_now() FROM application WHERE id = $1`,
        [id],
      )
      await test
        .api('supplier-admin')
        .post(`/applications/${id}/submit`)
        .set('If-Match', etag)
        .send({ declaredAs: 'Director', declaration: declaration.name, contentHash })
        .expect(problem(409, 'already-member'))
      await ageSignIn(test, 'supplier-admin')
      await test.api('supplier-admin').post(`/applications/${id}/withdraw`).expect(problem(403, 'fresh-sign-in-required'))
      const { body } = await test.api('bid-writer').get(`/applications/${id}`).expect(200)
      expect(body).toMatchObject({ state: 'draft' })
    })

    it('are of an interest that is not said, and of notices for whoever works for a supplier', async () => {
      await declare(rivals, 'auditor', { hasInterest: true, details: '' }).expect(problem(422, 'interest-unexplained'))
      const agreementId = await anOpenAgreement(test)
      const operator = await organisationId(test, 'Marketplace Operator')
      await grant(test, CONCERNED, 'Fourth Example Supplier', 'bid-writer')
      const as = (verb: 'get' | 'post', path: string) =>
        test.api(CONCERNED)[verb](`/agreements/${agreementId}/${path}`).set('X-Organisation', operator)
      const levy = { levyBasisPoints: 50, reason: 'The rate is known now.' }
      await as('get', 'market-notices').expect(problem(403, 'agreements-not-yours'))
      await as('post', 'set-levy').set('If-Match', '"1"').send(levy).expect(problem(403, 'agreements-not-yours'))
      await revoke(test, CONCERNED, 'Fourth Example Supplier')
      await end(test, agreementId)
      await test
        .api('senior-officer')
        .post(`/agreements/${agreementId}/set-levy`)
        .set('If-Match', '"2"')
        .send(levy)
        .expect(problem(409, 'agreement-state'))
    })

    it('are none where the day for a reply is over: the officer goes on without it', async () => {
      const id = await aClaimed(test)
      const { etag } = await look(test, id)
      const replyBy = await inWorkingDays(test, 2)
      const { headers } = await officers(test, id, 'ask', etag, { text: 'Which of them?', replyBy }).expect(200)
      await dayIsOver(test, replyBy)
      await test.signInAll()
      const { body } = await officers(test, id, 'resume', String(headers['etag'])).expect(200)
      expect(body).toMatchObject({ application: { state: 'under-review' } })
    })

    it('are none where nothing changed', async () => {
      for (const path of [
        '/standing-grounds',
        '/figures/participation',
        '/legal-figures',
        '/policy-references',
        '/working-days?from=2026-12-24',
        '/filters',
        '/filters/1',
      ]) {
        const { headers } = await test.api().get(path).expect(200)
        await test.api().get(path).set('If-None-Match', String(headers['etag'])).expect(304)
      }
    })
  })
})
