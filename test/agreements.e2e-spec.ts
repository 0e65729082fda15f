import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { agreementContent, anAgreementDraft, anOpenAgreement, aProposedAgreement, aReference, end } from './support/agreements.js'
import { Changes } from './support/changes.js'
import { grant, hire } from './support/people.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { inSeconds } from './support/world.js'

interface Told {
  id: string
  state: string
  revision: number
  problems: { pointer: string; code: string }[]
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
        `INSERT INTO legal_figure (key, regime, applies_to, value, unit, valid_from, source, confidence)
         VALUES ('tender-period-minimum', 'both', 'a test', '20', 'days', '2020-01-01', 'A stricter law', 'found')`,
      )
      await test.rows(`UPDATE legal_figure SET valid_until = '2020-01-02' WHERE key = 'tender-period-minimum' AND regime = 'pcr2015-dps'`)
      await open(id, etag).expect(problem(422, 'laxer-than-law', '/minimumTenderDays'))
      await test.rows(`UPDATE legal_figure SET valid_until = NULL WHERE key = 'tender-period-minimum' AND regime = 'pcr2015-dps'`)
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

  describe('that is open', () => {
    const move = (id: string, validUntil: string, etag = '"1"') =>
      test
        .api('senior-officer')
        .post(`/agreements/${id}/change-validity`)
        .set('If-Match', etag)
        .send({ validUntil, reason: 'The board asked for it.' })

    it('moves its last day for a reason that everybody reads, never past the law or into the past (L1 validity stated and changed)', async () => {
      const id = await anOpenAgreement(test)
      await move(id, '2029-02-24').expect(problem(422, 'laxer-than-law', '/validUntil'))
      await move(id, '2020-01-01').expect(problem(422, 'last-day-unfit', '/validUntil'))
      const { body } = await move(id, '2029-02-23').expect(200)
      expect(body).toMatchObject({
        revision: 2,
        validUntil: '2029-02-24T00:00:00.000000Z',
        changes: [{ kind: 'validity', reason: 'The board asked for it.' }],
      })
      await move(id, '2029-02-23', '"2"').expect(problem(422, 'last-day-unfit'))
      await move(id, '2029-01-31').expect(problem(412, 'stale-version'))
    })

    it.each(['closed', 'terminated'] as const)('is %s once, and takes no new requirements then (L1 may end early)', async as => {
      const id = await anOpenAgreement(test)
      await end(test, id, as)
      await move(id, '2029-01-31', '"2"').expect(problem(409, 'agreement-state'))
      const again = { as, reason: 'x' }
      await test
        .api('senior-officer')
        .post(`/agreements/${id}/end`)
        .set('If-Match', '"2"')
        .send(again)
        .expect(problem(409, 'agreement-state'))
      await test
        .api('buyer-author')
        .post('/requirements')
        .send({ agreementId: id, title: 'x' })
        .expect(problem(422, 'agreement-not-valid', '/agreementId'))
      const { body } = await test.api().get(`/agreements/${id}`).expect(200)
      expect(body).toMatchObject({ state: as, changes: [{ kind: as, reason: 'It has served its purpose.' }] })
    })

    it('expires by the clock alone when its last day in London is over', async () => {
      const today = (await inSeconds(test, 0)).slice(0, 10)
      const id = await anOpenAgreement(test, { validUntil: today })
      const waiting = await aProposedAgreement(test, { validUntil: today })
      await test.moveClock('25 hours')
      await test.signInAll()
      await open(waiting.id, waiting.etag).expect(problem(422, 'agreement-incomplete', '/validUntil'))
      expect((await test.api().get(`/agreements/${id}`).expect(200)).body).toMatchObject({ state: 'expired' })
      await move(id, '2029-01-31').expect(problem(409, 'agreement-state'))
    })
  })

  describe('and its filters', () => {
    const edition = async (): Promise<number> => ((await test.api().get('/filters').expect(200)).body as { number: number }).number
    const mark = (number: number, facet: string, value: string, as = 'retire') =>
      test
        .api('senior-officer')
        .post('/filters/mark-value')
        .set('If-Match', `"${number}"`)
        .send({ facet, value, as, reason: 'Nobody uses it.' })
    const retireAll = async (facet: string): Promise<void> => {
      const { body } = await test.api().get('/filters')
      const values =
        (body as { facets: { key: string; values: { key: string; retired: boolean }[] }[] }).facets.find(({ key }) => key === facet)
          ?.values ?? []
      for (const { key, retired } of values) if (!retired) await mark(await edition(), facet, key).expect(201)
    }

    it('begin with six, medical technology with a tree of its own (L3 filter tree)', async () => {
      const { body } = await test.api().get('/filters/1').expect(200)
      const { facets } = body as { facets: { key: string; values: { key: string; parent: string | null }[] }[] }
      expect(facets.map(({ key }) => key)).toEqual(['scope', 'ai-type', 'sector', 'location', 'clearance', 'size'])
      expect(facets[1]?.values.filter(({ parent }) => parent === 'medical-ai-technology')).toHaveLength(3)
    })

    it('get a value more in a new edition, and the one before stays as it was', async () => {
      const number = await edition()
      const add = (title: string, seen = number) =>
        test
          .api('senior-officer')
          .post('/filters/add-value')
          .set('If-Match', `"${seen}"`)
          .send({ facet: 'sector', title, reason: 'Asked for.' })
      await add('Space').expect(201)
      await add('Sea').expect(problem(412, 'stale-version'))
      await add('Space', number + 1).expect(problem(422, 'filters-unfit', '/title'))
      await test
        .api()
        .get(`/filters/${number}`)
        .expect(({ text }) => expect(text).not.toContain('Space'))
      await test
        .api()
        .get('/filters')
        .expect(({ text }) => expect(text).toContain('Space'))
      await test.api().get('/filters/999').expect(problem(404, 'not-found'))
    })

    it('are published once, of two changes at once', async () => {
      const number = await edition()
      const answers = await Promise.all([mark(number, 'sector', 'health'), mark(number, 'sector', 'defence')])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 412])
    })

    it('that are retired stay readable where they are in use, and are not chosen anew', async () => {
      const inUse = await anOpenAgreement(test, { facets: ['clearance'] })
      const waiting = await aProposedAgreement(test, { facets: ['clearance'] })
      await retireAll('clearance')
      const { body } = await test.api().get(`/agreements/${inUse}`).expect(200)
      expect(body).toMatchObject({
        filters: [{ key: 'clearance', values: expect.arrayContaining([{ key: 'none', title: 'None', parent: null, retired: true }]) }],
      })
      await open(waiting.id, waiting.etag).expect(problem(422, 'filter-retired', '/facets'))
      const { id } = await anAgreementDraft(test, { facets: ['clearance'] })
      await propose(id).expect(problem(422, 'filter-retired', '/facets'))
      await mark(await edition(), 'clearance', 'none', 'restore').expect(201)
      await propose(id).expect(200)
    })

    it('retired while an agreement opens are open in it or refuse it, and nothing between', async () => {
      const { id, etag } = await aProposedAgreement(test, { facets: ['size'] })
      const [opened] = await Promise.all([open(id, etag), retireAll('size')])
      expect([200, 422]).toContain(opened.status)
      const [row] = await test.rows<{ choosable: boolean }>(
        `SELECT EXISTS (SELECT FROM filter_edition f, jsonb_array_elements(f.facets) facet, jsonb_array_elements(facet -> 'values') value
                        WHERE f.number = a.filter_edition AND facet ->> 'key' = 'size' AND NOT (value ->> 'retired')::boolean) AS choosable
         FROM agreement a WHERE a.id = $1`,
        [id],
      )
      expect(row?.choosable ?? false).toBe(opened.status === 200)
    })
  })

  describe('under the law', () => {
    const figuresOn = async (on: string) =>
      (
        (await test.api().get(`/legal-figures?on=${on}`).expect(200)).body as {
          items: { key: string; appliesTo: string; regime: string; value: string }[]
        }
      ).items

    it.each([
      ['2025-12-31', '139688'],
      ['2026-01-01', '135018'],
    ])('finds the threshold of %s to be %s (L3 thresholds by date)', async (on, value) => {
      const central = (await figuresOn(on)).filter(({ key, appliesTo }) => key === 'threshold' && appliesTo.startsWith('central'))
      expect(central).toMatchObject([{ value }])
    })

    it.each([
      ['initial-window', 'pcr2015-dps', '30'],
      ['join-decision', 'pcr2015-dps', '10'],
      ['join-decision-extended', 'pcr2015-dps', '15'],
      ['tender-period-minimum', 'pcr2015-dps', '10'],
      ['tender-period-minimum', 'pa2023-dynamic-market', '10'],
      ['shortlist-validity', 'pcr2015-dps', '2'],
      ['responsiveness', 'pcr2015-dps', '95'],
      ['standstill-voluntary', 'pa2023-dynamic-market', '8'],
    ])('finds %s of %s to be %s, with a source and how sure it is', async (key, regime, value) => {
      const found = (await figuresOn('2026-11-23')).filter(figure => figure.key === key && figure.regime === regime)
      expect(found).toEqual([
        expect.objectContaining({ value, source: expect.stringMatching(/\w/), confidence: expect.stringMatching(/\w/) }),
      ])
    })

    it('knows of a policy note what came before and after it (L3 policy references by date)', async () => {
      const { body } = await test.api().get('/policy-references?on=2026-11-23').expect(200)
      expect((body as { items: object[] }).items).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ number: 'PPN 02/24', successors: ['PPN 017'] }),
          expect.objectContaining({ number: 'PPN 017', succeeds: 'PPN 02/24' }),
        ]),
      )
      expect((body as { items: object[] }).items).not.toContainEqual(expect.objectContaining({ number: 'PPN 09/23' }))
    })

    it('counts working days, and says where the calendar ends', async () => {
      const after = async (from: string) =>
        (await test.api().get(`/working-days?from=${from}&count=10&calendar=united-kingdom`).expect(200)).body as object
      expect(await after('2026-11-23')).toMatchObject({ day: '2026-12-08', isSure: true })
      expect(await after('2031-11-24')).toMatchObject({ isSure: false, sureUntil: '2027-12-31' })
      await test.api().get('/working-days?from=2026-02-30&count=10&calendar=mars').expect(problem(400, 'invalid-request'))
    })

    it('of today is what nobody asks another day of', async () => {
      const { body } = await test.api().get('/legal-figures').expect(200)
      expect((body as { on: string }).on).toMatch(/^\d{4}-\d\d-\d\d$/)
    })
  })

  it('shows its levy as what a contract pays, and nowhere where suppliers join or bid (L1 no charges)', async () => {
    const [set, unset] = [await anOpenAgreement(test, { levyBasisPoints: 75 }), await anOpenAgreement(test)]
    const read = async (url: string, player: 'bid-writer' | null = null): Promise<string> => {
      const cookies = player === null ? {} : { session: String(test.tokens.get(player)) }
      return (await test.app.inject({ url, cookies })).body
    }
    expect(await read(`/agreements/${set}`)).toContain('0.75 % of what is invoiced under a contract, paid by its supplier.')
    expect(await read(`/agreements/${unset}`)).toContain('Levy: not set.')
    for (const page of ['/agreements', '/register', '/opportunities']) expect(await read(page)).not.toMatch(/levy/i)
    for (const page of ['/supplier', '/organisation/registrations']) expect(await read(page, 'bid-writer')).not.toMatch(/levy/i)
  })

  it('is nothing for somebody who works for a supplier as well, whatever they hold besides', async () => {
    await hire(test, 'new-torn', 'Marketplace Operator', 'senior-officer')
    await grant(test, 'new-torn', 'Fourth Example Supplier', 'bid-writer')
    const [operator] = await test.rows<{ id: string }>(`SELECT id FROM organisation WHERE kind = 'operator'`)
    const as = (verb: 'get' | 'post' | 'patch', path: string) =>
      test.api('new-torn')[verb](path).set('X-Organisation', String(operator?.id)).set('If-Match', '"1"')
    const [draft, proposal, opened] = [(await anAgreementDraft(test)).id, (await aProposedAgreement(test)).id, await anOpenAgreement(test)]
    const reason = 'x'
    const tried: ['get' | 'post' | 'patch', string, object?][] = [
      ['get', '/agreement-drafts'],
      ['get', `/agreement-drafts/${draft}`],
      ['post', '/agreement-drafts', await agreementContent(test)],
      ['patch', `/agreement-drafts/${draft}`, { name: 'x' }],
      ['post', `/agreement-drafts/${draft}/propose`],
      ['post', `/agreement-drafts/${draft}/discard`, { reason }],
      ['post', `/agreement-drafts/${proposal}/return`, { reason }],
      ['post', `/agreement-drafts/${proposal}/open`],
      ['post', `/agreements/${opened}/change-validity`, { validUntil: '2028-12-31', reason }],
      ['post', `/agreements/${opened}/end`, { as: 'closed', reason }],
    ]
    for (const [verb, path, body] of tried) await as(verb, path).send(body).expect(problem(403, 'agreements-not-yours'))
    await as('post', '/filters/add-value').send({ facet: 'sector', title: 'x', reason }).expect(problem(403, 'filters-not-yours'))
    await as('post', '/filters/mark-value')
      .send({ facet: 'sector', value: 'x', as: 'retire', reason })
      .expect(problem(403, 'filters-not-yours'))
  })
})
