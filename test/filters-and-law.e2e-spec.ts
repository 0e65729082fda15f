import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { workingDaysAfter } from '../src/shared/domain/working-days.js'
import { agreementContent, anAgreementDraft, anOpenAgreement, aProposedAgreement } from './support/agreements.js'
import { grant, hire } from './support/people.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'

describe('Data above agreements', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  const open = (id: string, etag: string) => test.api('senior-officer').post(`/agreement-drafts/${id}/open`).set('If-Match', etag)
  const propose = (id: string) => test.api('procurement-officer').post(`/agreement-drafts/${id}/propose`)

  describe('that suppliers describe themselves by', () => {
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
      await mark(number + 1, 'sector', 'moon').expect(problem(422, 'filters-unfit', '/value'))
      await test
        .api()
        .get(`/filters/${number}`)
        .expect(({ text }) => {
          expect(text).not.toContain('Space')
        })
      await test
        .api()
        .get('/filters')
        .expect(({ text }) => {
          expect(text).toContain('Space')
        })
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
        `SELECT EXISTS (SELECT FROM filter_edition f, jsonb_array_elements(f.facets) facet, jsonb_array_elements(facet -> 'values') AS each (shown)
                        WHERE f.number = a.filter_edition AND facet ->> 'key' = 'size' AND NOT (each.shown ->> 'retired')::boolean) AS choosable
         FROM agreement a WHERE a.id = $1`,
        [id],
      )
      expect(row?.choosable ?? false).toBe(opened.status === 200)
    })
  })

  describe('of the law', () => {
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

    it('has one figure for one duty, and every figure a name in words', async () => {
      const { items } = (await test.api().get('/legal-figures').expect(200)).body as { items: { key: string; regime: string }[] }
      const { body: page } = await test.app.inject({ url: '/law' })
      for (const key of new Set(items.map(each => each.key).filter(each => each.includes('-')))) expect(page).not.toContain(`${key}:`)
      expect(items.filter(({ key }) => key === 'exclusion-report')).toHaveLength(1)
    })

    it('counts working days, and says where the calendar ends', async () => {
      const after = async (from: string) =>
        (await test.api().get(`/working-days?from=${from}&count=10&calendar=united-kingdom`).expect(200)).body as object
      expect(await after('2026-11-23')).toMatchObject({ day: '2026-12-08', isSure: true })
      expect(await after('2031-11-24')).toMatchObject({ isSure: false, sureUntil: '2027-12-31' })
      const [clock] = await test.rows<{ day: string }>(`SELECT (market_now() AT TIME ZONE 'Europe/London')::date::text AS day`)
      const { body: next } = await test.api().get('/working-days').expect(200)
      expect(next).toMatchObject({ day: workingDaysAfter(String(clock?.day), 1, 'england-and-wales') })
      await test.api().get('/working-days?from=9999-12-30&count=5').expect(problem(400, 'invalid-request'))
      await test.api().get('/working-days?from=2026-02-30&count=10&calendar=mars').expect(problem(400, 'invalid-request'))
    })

    it('of today is what nobody asks another day of', async () => {
      const { body } = await test.api().get('/legal-figures').expect(200)
      expect((body as { on: string }).on).toMatch(/^\d{4}-\d\d-\d\d$/)
    })
  })

  it('show the levy of an agreement as what a contract pays, and nowhere where suppliers join or bid (L1 no charges)', async () => {
    const [set, unset] = [await anOpenAgreement(test, { levyBasisPoints: 75 }), await anOpenAgreement(test)]
    const read = async (url: string, player: 'bid-writer' | 'senior-officer' | null = null): Promise<string> => {
      const cookies = player === null ? {} : { session: String(test.tokens.get(player)) }
      const { statusCode, body } = await test.app.inject({ url, cookies })
      expect([url, statusCode]).toEqual([url, 200])
      return body
    }
    expect(await read('/officer/filters', 'senior-officer')).toContain('Add a value')
    expect(await read(`/officer/agreements/${set}`, 'senior-officer')).toContain('Move its last day')
    expect(await read('/law')).toContain('In its place comes PPN 017.')
    expect(await read(`/agreements/${set}`)).toContain('0.75 % of what is invoiced under a contract, paid by its supplier.')
    expect(await read(`/agreements/${unset}`)).toContain('Levy: not set.')
    for (const page of ['/agreements', '/register', '/opportunities']) expect(await read(page)).not.toMatch(/levy/i)
    for (const page of ['/supplier', '/organisation/registrations']) expect(await read(page, 'bid-writer')).not.toMatch(/levy/i)
  })

  it('are nothing for somebody who works for a supplier as well, whatever they hold besides', async () => {
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
