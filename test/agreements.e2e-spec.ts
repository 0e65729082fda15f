import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { anAgreementDraft, anOpenAgreement, aProposedAgreement, aReference } from './support/agreements.js'
import { Changes } from './support/changes.js'
import { hire } from './support/people.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'

interface Told {
  problems: { pointer: string }[]
}

describe('An agreement', () => {
  let test: TestApp
  let the: Changes

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    the = new Changes(test)
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  const open = (id: string, etag: string, player: 'senior-officer' | 'new-senior' = 'senior-officer') =>
    test.api(player).post(`/agreement-drafts/${id}/open`).set('If-Match', etag)

  const propose = (id: string) => test.api('procurement-officer').post(`/agreement-drafts/${id}/propose`)

  const actionsOf = async (id: string): Promise<string[]> =>
    (await test.rows<{ action: string }>('SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY sequence', [id])).map(
      ({ action }) => action,
    )

  describe('while it is a draft', () => {
    it('says what is missing, and where it is laxer than the law, with figure and source', async () => {
      const { body } = await test
        .api('procurement-officer')
        .post('/agreement-drafts')
        .send({ regime: 'pcr2015-dps', minimumTenderDays: 9 })
        .expect(201)
      const { problems } = body as Told
      expect(problems.map(({ pointer }) => pointer)).toEqual(expect.arrayContaining(['/name', '/categories', '/facets']))
      expect(problems).toContainEqual(
        expect.objectContaining({
          pointer: '/minimumTenderDays',
          code: 'tender-period-minimum',
          detail: expect.stringContaining('at least 10 days'),
        }),
      )
    })

    it('is for officers and auditors alone, and changed only by who read its newest revision', async () => {
      const { id, etag } = await anAgreementDraft(test)
      await test.api('buyer-author').get(`/agreement-drafts/${id}`).expect(problem(403, 'role-missing'))
      await test.api().get(`/agreements/${id}`).expect(problem(404, 'not-found'))
      const rename = (name: string) => test.api('second-officer').patch(`/agreement-drafts/${id}`).set('If-Match', etag).send({ name })
      await rename('AI for parishes').expect(200)
      await rename('AI for cities').expect(problem(412, 'stale-version'))
    })

    it('is discarded for a reason and stays on record', async () => {
      const { id } = await anAgreementDraft(test)
      await test.api('second-officer').post(`/agreement-drafts/${id}/discard`).send({ reason: 'A double.' }).expect(200)
      await test
        .api('second-officer')
        .post(`/agreement-drafts/${id}/discard`)
        .send({ reason: 'Again.' })
        .expect(problem(409, 'agreement-state'))
      await propose(id).expect(problem(409, 'agreement-state'))
      expect(await actionsOf(id)).toEqual([
        'agreement.drafted',
        'agreement.discarded',
        'agreement.discarding-refused',
        'agreement.proposal-refused',
      ])
    })
  })

  describe('that is proposed', () => {
    it('lacks nothing, and has criteria per category (L1 criteria per category)', async () => {
      const { id } = await anAgreementDraft(test, { terms: null })
      await propose(id).expect(problem(422, 'agreement-incomplete', '/terms'))
      const without = await anAgreementDraft(test, { categories: [{ code: 'vision', title: 'Reading pictures', criteria: [] }] })
      await propose(without.id).expect(problem(422, 'agreement-incomplete', '/categories/0/criteria'))
    })

    it.each([
      ['initialWindowDays', 29, '30', 'reg. 34', 'L1 initial window'],
      ['minimumTenderDays', 9, '10', 'reg. 34', 'L1 tender period'],
      ['validUntil', '2029-02-24', '2029-02-23', 'old law', 'L1'],
      ['maximumTermMonths', 49, '48', 'RM6200', 'L3'],
    ])('is no laxer than the law: %s of %s breaks %s by %s (%s)', async (member, value, figure, source, _row) => {
      const { id } = await anAgreementDraft(test, { [member]: value })
      const { body } = await propose(id).expect(problem(422, 'laxer-than-law', `/${member}`))
      expect(body).toMatchObject({ breaches: [{ figure, source: expect.stringContaining(source) }] })
    })

    it('is held to the law it is under: a dynamic market has no first window that the law names (L2 no first window)', async () => {
      const { id } = await anAgreementDraft(test, { regime: 'pa2023-dynamic-market', initialWindowDays: 0, minimumTenderDays: 10 })
      await propose(id).expect(200)
    })

    it('is frozen, goes back with a reason, and its writers are told', async () => {
      const { id, etag } = await aProposedAgreement(test)
      await test
        .api('procurement-officer')
        .patch(`/agreement-drafts/${id}`)
        .set('If-Match', etag)
        .send({ name: 'x' })
        .expect(problem(409, 'agreement-not-draft'))
      expect(await the.toldOf('agreement.proposed', id)).toEqual(['senior-officer'])
      const { body } = await test
        .api('senior-officer')
        .post(`/agreement-drafts/${id}/return`)
        .send({ reason: 'Name the documents.' })
        .expect(200)
      expect(body).toMatchObject({ state: 'draft', returnReason: 'Name the documents.' })
      expect(await the.toldOf('agreement.returned', id)).toEqual(['procurement-officer'])
      await test
        .api('senior-officer')
        .post(`/agreement-drafts/${id}/return`)
        .send({ reason: 'Again.' })
        .expect(problem(409, 'agreement-state'))
    })
  })

  describe('that is opened', () => {
    it('is public from then on with its criteria and filters, frozen, and keeps its id (L2 conditions cannot change)', async () => {
      const id = await anOpenAgreement(test, { levyBasisPoints: 75 })
      const { body } = await test.api().get(`/agreements/${id}`).expect(200)
      expect(body).toMatchObject({
        id,
        state: 'open',
        levyBasisPoints: 75,
        minimumTenderDays: 12,
        categories: [{ code: 'vision', criteria: [{ number: 1 }, { number: 2, text: 'Cyber Essentials or as good.' }] }],
        filters: [{ key: 'scope' }, { key: 'ai-type' }, { key: 'location' }],
        changes: [],
      })
      await expect(test.rows('UPDATE agreement SET minimum_tender_days = 11 WHERE id = $1', [id])).rejects.toThrow(
        'an agreement is frozen when it opens',
      )
      await expect(test.rows('DELETE FROM selection_criterion')).rejects.toThrow()
      expect(await actionsOf(id)).toEqual(['agreement.drafted', 'agreement.proposed', 'agreement.opened'])
      expect(await the.toldOf('agreement.opened', id)).toEqual(['procurement-officer'])
    })

    it('was opened by nobody who wrote a part of it, whatever they wrote', async () => {
      const { id, etag } = await anAgreementDraft(test)
      await test.api('senior-officer').patch(`/agreement-drafts/${id}`).set('If-Match', etag).send({ name: 'AI for cities' }).expect(200)
      const { headers } = await propose(id).expect(200)
      await open(id, String(headers['etag'])).expect(problem(403, 'agreement-opening-not-yours'))
      expect(await actionsOf(id)).toContain('agreement.opening-refused')
    })

    it('was opened with a fresh sign-in', async () => {
      const { id, etag } = await aProposedAgreement(test)
      await test.rows(`UPDATE session SET proved_at = proved_at - interval '1 day'`)
      await open(id, etag).expect(problem(403, 'fresh-sign-in-required'))
    })

    it('is held to the law of the day on which it opens, whatever it was when it was proposed', async () => {
      const { id, etag } = await aProposedAgreement(test)
      await test.rows(
        `INSERT INTO legal_figure (key, regime, applies_to, value, unit, first_day, source, confidence)
         VALUES ('tender-period-minimum', 'both', 'a test', '20', 'days', '2020-01-01', 'A stricter law', 'found')`,
      )
      await test.rows(
        `UPDATE legal_figure SET day_after_last = '2020-01-02' WHERE key = 'tender-period-minimum' AND regime = 'pcr2015-dps'`,
      )
      await open(id, etag).expect(problem(422, 'laxer-than-law', '/minimumTenderDays'))
      await test.rows(`UPDATE legal_figure SET day_after_last = NULL WHERE key = 'tender-period-minimum' AND regime = 'pcr2015-dps'`)
      await test.rows(`DELETE FROM legal_figure WHERE applies_to = 'a test'`)
      await open(id, etag).expect(200)
    })

    it('was opened once, of two second people at once', async () => {
      await hire(test, 'new-senior', 'Marketplace Operator', 'senior-officer')
      const { id, etag } = await aProposedAgreement(test)
      const answers = await Promise.all([open(id, etag), open(id, etag, 'new-senior')])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
      expect(await test.rows('SELECT 1 FROM category WHERE agreement_id = $1', [id])).toHaveLength(1)
    })

    it('was returned or opened, of both at once', async () => {
      const { id, etag } = await aProposedAgreement(test)
      const back = test.api('senior-officer').post(`/agreement-drafts/${id}/return`).send({ reason: 'x' })
      const statuses = (await Promise.all([open(id, etag), back])).map(({ status }) => status)
      expect(statuses.toSorted()).toEqual([200, 409])
      const { status } = await test.api().get(`/agreements/${id}`)
      expect(status).toBe(statuses[0] === 200 ? 200 : 404)
    })

    it('has a reference of its own, of two opened at once', async () => {
      const reference = aReference()
      const both = [await aProposedAgreement(test, { reference }), await aProposedAgreement(test, { reference })]
      const answers = await Promise.all(both.map(({ id, etag }) => open(id, etag)))
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
      const { id } = await anAgreementDraft(test, { reference })
      await propose(id).expect(problem(409, 'agreement-reference-taken'))
    })
  })
})
