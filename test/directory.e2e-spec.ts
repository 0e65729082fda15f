import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { countSuppliers, type DirectoryFilter, listSuppliers } from '../src/modules/memberships/directory-queries.js'
import type { Readable } from '../src/shared/database/unit-of-work.js'
import { end, someAgreements, thawed } from './support/agreements.js'
import { Changes } from './support/changes.js'
import { aMember, aSupplierNamed, joins, MANY_MEMBERS, twoCategories } from './support/members.js'
import { naughtyList } from './support/naughty-list.js'
import { organisationId } from './support/people.js'
import { problem } from './support/problems.js'
import { type Player, TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, aPublicRequirement, type Place, placeIn } from './support/world.js'

interface Listed {
  id: string
  name: string
  memberships: Record<string, unknown>[]
}

describe('Suppliers in public', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  const page = (url: string, player?: Player) =>
    test.app.inject({ url, headers: player === undefined ? {} : { cookie: `session=${String(test.tokens.get(player))}` } })

  async function listed(query: string): Promise<string[]> {
    const { body } = await test.api().get(`/suppliers?limit=100&${query}`).expect(200)
    return (body as { items: Listed[] }).items.map(({ name }) => name)
  }

  const counted = async (query: string): Promise<number> =>
    ((await test.api().get(`/suppliers/count?${query}`).expect(200)).body as { count: number }).count

  describe('in the directory', () => {
    it('stand with their active memberships and what they offer there, and nothing else of them', async () => {
      const [speech, vision] = await twoCategories(test, { name: 'AI for libraries' })
      const id = await aMember(test, 'Aldermoor Models Ltd', vision, {
        offer: ['ai-type/medical-imaging-software', 'sector/health'],
        size: 'small',
      })
      await joins(test, id, speech, { newcomer: true })
      await test.rows(`UPDATE organisation SET companies_house_number = '01234567', duns = '123456789' WHERE id = $1`, [id])
      const { body } = await test.api().get(`/suppliers?agreement=${vision.agreementId}`).expect(200)
      const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
      const supplier = {
        id,
        name: 'Aldermoor Models Ltd',
        memberships: [
          { title: 'Understanding speech', place: speech, offer: {} },
          {
            title: 'Reading pictures',
            place: vision,
            offer: { 'ai-type': ['medical-ai-technology', 'medical-imaging-software'], sector: ['health'] },
          },
        ].map(({ title, place, offer }) => ({
          ...place,
          agreementReference: expect.stringMatching(/^TEST-/),
          agreementName: 'AI for libraries',
          categoryTitle: title,
          since: moment,
          offer,
        })),
      }
      expect(body).toEqual({ items: [supplier], nextCursor: null })
      const one = await test.api().get(`/suppliers/${id}`).expect(200)
      expect(one.body).toEqual({ ...supplier, companiesHouseNumber: '01234567', ppon: null })
      const { body: html } = await page(`/suppliers/${id}`)
      expect(html).toContain('Medical AI technology; Medical imaging software')
      expect(html).not.toContain('123456789')
    })

    it('are active members by the clock and nobody else, and a suspension leaves no trace once it is lifted', async () => {
      const [speech, vision] = await twoCategories(test)
      const query = `agreement=${speech.agreementId}`
      const ids: Record<string, string> = {}
      for (const state of ['active', 'suspended', 'removed', 'lapsed'] as const)
        ids[state] = await aMember(test, `Of state ${state}`, speech, { state })
      ids['none'] = await aSupplierNamed(test, 'Of state none')
      const half = await aMember(test, 'Of state half', speech, { state: 'suspended' })
      await joins(test, half, vision)
      expect(await listed(query)).toEqual(['Of state active', 'Of state half'])
      expect(await counted(query)).toBe(2)
      expect(await listed(`category=${speech.categoryId}`)).toEqual(['Of state active'])
      const { body } = await test.api().get(`/suppliers/${half}`).expect(200)
      expect((body as Listed).memberships.map(({ categoryId }) => categoryId)).toEqual([vision.categoryId])
      for (const state of ['suspended', 'removed', 'lapsed', 'none']) {
        await test.api().get(`/suppliers/${ids[state]}`).expect(problem(404, 'not-found'))
        expect((await page(`/suppliers/${ids[state]}`)).statusCode).toBe(404)
      }
      const since = `UPDATE membership SET state = 'active', since = market_now() + interval '3 days' WHERE supplier_id = $1`
      await test.rows(since, [ids['suspended']])
      const lifted = await test.api().get(`/suppliers/${ids['suspended']}`).expect(200)
      const [row] = await test.rows<{ admitted: Date }>('SELECT admitted_at AS admitted FROM membership WHERE supplier_id = $1', [
        ids['suspended'],
      ])
      expect(new Date(String((lifted.body as Listed).memberships[0]?.['since']))).toEqual(row?.admitted)
    })

    it.each([
      ['was closed', (id: string) => end(test, id)],
      [
        'is over by the clock',
        (id: string) =>
          thawed(
            test,
            `UPDATE agreement SET valid_from = market_now() - interval '9 days', valid_until = market_now() - interval '1 second' WHERE id = $1`,
            [id],
          ),
      ],
      ['is for practice', (id: string) => thawed(test, 'UPDATE agreement SET practice = true WHERE id = $1', [id])],
    ])('are none of an agreement that %s', async (_, change) => {
      const [speech] = await twoCategories(test)
      const id = await aMember(test, 'Gone with its agreement', speech)
      expect(await listed(`agreement=${speech.agreementId}`)).toEqual(['Gone with its agreement'])
      await change(speech.agreementId)
      expect(await listed(`agreement=${speech.agreementId}`)).toEqual([])
      expect(await counted('name=gone with its')).toBe(0)
      await test.api('auditor').get(`/suppliers/${id}`).expect(problem(404, 'not-found'))
    })

    describe('found by what they offer', () => {
      let query: string

      beforeAll(async () => {
        const [speech, vision] = await twoCategories(test)
        query = `agreement=${speech.agreementId}`
        await aMember(test, 'Imaging', speech, { offer: ['ai-type/medical-imaging-software', 'sector/health', 'location/london'] })
        await aMember(test, 'Medical', speech, { offer: ['ai-type/medical-ai-technology', 'location/wales'] })
        await aMember(test, 'Chat', speech, {
          offer: ['ai-type/virtual-assistants-and-chatbots', 'sector/health', 'location/london', 'location/wales'],
        })
        const apart = await aMember(test, 'Apart', speech, { offer: ['sector/education'] })
        await joins(test, apart, vision, { offer: ['location/scotland'] })
      })

      it.each<[offers: string[], names: string[]]>([
        [[], ['Apart', 'Chat', 'Imaging', 'Medical']],
        [['sector/health'], ['Chat', 'Imaging']],
        [
          ['sector/health', 'location/london'],
          ['Chat', 'Imaging'],
        ],
        [['location/london', 'location/wales'], ['Chat']],
        [['sector/health', 'location/wales'], ['Chat']],
        [['ai-type/medical-ai-technology'], ['Imaging', 'Medical']],
        [['ai-type/medical-imaging-software'], ['Imaging']],
        [['ai-type/medical-ai-technology', 'sector/health'], ['Imaging']],
        [['sector/education', 'location/scotland'], []],
        [['sector/nothing-there-is'], []],
      ])('by all of %j in one category: %j', async (offers, names) => {
        const asked = [query, ...offers.map(offer => `offers=${offer}`)].join('&')
        expect(await listed(asked)).toEqual(names)
        expect(await counted(asked)).toBe(names.length)
        const { body } = await page(`/suppliers?${asked}`)
        expect([...body.matchAll(/<h3[^>]*><a[^>]*>([^<]*)</g)].map(([, name]) => name)).toEqual(names)
      })

      it('and by a value that was retired since, which is not offered to whoever has not chosen it', async () => {
        await test
          .api('senior-officer')
          .post('/filters/mark-value')
          .set('If-Match', '"1"')
          .send({ facet: 'sector', value: 'health', as: 'retire', reason: 'Nobody uses it.' })
          .expect(201)
        expect(await listed(`${query}&offers=sector/health`)).toEqual(['Chat', 'Imaging'])
        const chosen = (await page(`/suppliers?${query}&offers=sector/health`)).body
        expect(chosen).toContain('Health (not in use any more)')
        const plain = (await page('/suppliers')).body
        expect(plain).not.toContain('value="sector/health"')
        expect(plain).toContain('value="sector/education"')
      })

      it.each(['health', 'sector/', '/health', 'Sector/Health', 'sector/health/more', 'sector/%00', `sector/${'x'.repeat(200)}`])(
        'not by %j, which is no value of a filter',
        async offer => {
          await test
            .api()
            .get(`/suppliers?offers=${offer}`)
            .expect(({ status, body }) => {
              expect([status, ['invalid-request', 'text-not-allowed'].includes((body as { code: string }).code)]).toEqual([400, true])
            })
          expect([400, 422]).toContain((await page(`/suppliers?offers=${offer}`)).statusCode)
        },
      )
    })

    describe('found by name', () => {
      let query: string

      beforeAll(async () => {
        const [speech] = await twoCategories(test)
        query = `agreement=${speech.agreementId}`
        for (const name of ['Café Données SARL', 'Quillfeather & Sons', '100% Certain', 'Under_score', '<b>Bold</b> Models'])
          await aMember(test, name, speech)
      })

      it.each<[sought: string, names: string[]]>([
        ['quill', ['Quillfeather & Sons']],
        ['QUILLFEATHER AND', ['Quillfeather & Sons']],
        ['cafe donnees', ['Café Données SARL']],
        ['Données', ['Café Données SARL']],
        ['certain', ['100% Certain']],
        ['%', []],
        ['_', []],
        ['___', []],
        ['nder score', ['Under_score']],
        ['<b>', ['<b>Bold</b> Models']],
        ['nobody at all', []],
      ])('by %j: %j', async (sought, names) => {
        expect(await listed(`${query}&name=${encodeURIComponent(sought)}`)).toEqual(expect.arrayContaining(names))
        if (sought !== '<b>') expect(await listed(`${query}&name=${encodeURIComponent(sought)}`)).toEqual(names)
      })

      it('and shown as text, whatever it holds', async () => {
        const { body } = await page(`/suppliers?${query}&name=bold`)
        expect(body).toContain('&lt;b&gt;Bold&lt;/b&gt; Models')
        expect(body).not.toContain('<b>Bold')
      })

      it('by whatever is typed, which is answered and never read as anything but a name', async () => {
        for (const text of ['\\', `'; SELECT pg_sleep(9); --`, '%00', '\u202e', '\ud800', ...naughtyList()].map(each =>
          each.slice(0, 200),
        )) {
          const name = encodeURIComponent(text.toWellFormed())
          const { status } = await test.api().get(`/suppliers?name=${name}`)
          expect([text, [200, 400].includes(status)]).toEqual([text, true])
          const { statusCode, body } = await page(`/suppliers?name=${name}`)
          expect([text, [200, 400, 422].includes(statusCode)]).toEqual([text, true])
          if (/<\w/.test(text)) expect([text, body.includes(text)]).toEqual([text, false])
        }
      })
    })

    it('are paged by name, each once, while others join and leave', async () => {
      const [speech] = await twoCategories(test)
      const names = ['Ash', 'beech', 'Cédar', 'DOGWOOD', 'elm', 'Fir', 'Gum']
      const ids = new Map<string, string>()
      for (const name of names.toReversed()) ids.set(name, await aMember(test, name, speech))
      const take = async (cursor: string | null) => {
        const more = cursor === null ? '' : `&cursor=${cursor}`
        const { body } = await test.api().get(`/suppliers?agreement=${speech.agreementId}&limit=3${more}`).expect(200)
        return body as { items: Listed[]; nextCursor: string | null }
      }
      const first = await take(null)
      expect(first.items.map(({ name }) => name)).toEqual(['Ash', 'beech', 'Cédar'])
      await aMember(test, 'Aspen', speech)
      await aMember(test, 'Ebony', speech)
      await test.rows(`UPDATE membership SET state = 'suspended' WHERE supplier_id = $1`, [ids.get('Cédar')])
      const second = await take(first.nextCursor)
      expect(second.items.map(({ name }) => name)).toEqual(['DOGWOOD', 'Ebony', 'elm'])
      const third = await take(second.nextCursor)
      expect([third.items.map(({ name }) => name), third.nextCursor]).toEqual([['Fir', 'Gum'], null])
      for (const cursor of ['x', Buffer.from('["\\u0000"]').toString('base64url')])
        await test.api().get(`/suppliers?cursor=${cursor}`).expect(problem(400, 'cursor-malformed'))
    })

    it('may be kept, and are asked for again by their ETag until one of them goes', async () => {
      const [speech] = await twoCategories(test)
      const id = await aMember(test, 'Kept', speech)
      for (const path of [
        `/suppliers?agreement=${speech.agreementId}`,
        `/suppliers/count?agreement=${speech.agreementId}`,
        `/suppliers/${id}`,
      ]) {
        const { headers } = await test.api().get(path).expect(200).expect('Cache-Control', 'public, no-cache')
        const etag = String(headers['etag'])
        const again = () => test.api().get(path).set('If-None-Match', etag)
        await again().expect(304)
        await test.rows(`UPDATE membership SET state = 'suspended' WHERE supplier_id = $1`, [id])
        expect((await again()).status).toBe(path.endsWith(id) ? 404 : 200)
        await test.rows(`UPDATE membership SET state = 'active' WHERE supplier_id = $1`, [id])
        await again().expect(304)
      }
    })

    it('end with a way out where nobody is found', async () => {
      const { body } = await page('/suppliers?name=nobody%20at%20all')
      expect(body).toContain('No supplier fits all of this.')
      expect(body).toContain('<a class="govuk-link" href="/suppliers">look at all suppliers</a>')
      for (const url of ['/', '/suppliers']) expect((await page(url)).body).toContain('href="/suppliers"')
    })
  })

  describe('as figures', () => {
    let speech: Place
    let vision: Place

    beforeAll(async () => {
      ;[speech, vision] = await twoCategories(test, { name: 'AI for harbours' })
      const sizes = ['micro', 'micro', 'micro', 'small', 'small', 'small', 'small', 'small', 'small', 'small', 'small', null] as const
      for (const [place, size] of sizes.entries()) {
        const id = await aMember(test, `Harbour ${place}`, speech, {
          size,
          newcomer: place < 6,
          offer: place < 7 ? ['location/wales'] : [],
        })
        if (place < 2) await joins(test, id, vision, { size: 'large', offer: ['location/wales'] })
      }
      for (const state of ['suspended', 'removed'] as const) await aMember(test, `Harbour ${state}`, speech, { state, size: 'large' })
    })

    const figures = async (agreement: string) =>
      (await test.api().get(`/figures/participation?agreement=${agreement}`).expect(200)).body as Record<string, unknown>

    const numbers = (parts: unknown): Record<string, number | null> =>
      Object.fromEntries((parts as { key: string; suppliers: number | null }[]).map(({ key, suppliers }) => [key, suppliers]))

    it('count each active member once, by the size it was admitted with last, and tell of no small group', async () => {
      const found = await figures(speech.agreementId)
      expect(found).toMatchObject({ agreementId: speech.agreementId, enough: true, suppliers: 10 })
      expect(numbers(found['sizes'])).toEqual({ micro: null, small: 10, medium: null, large: null, 'not-known': null })
      expect(numbers(found['newcomers'])).toEqual({ newcomer: 5, 'member-before': 5, 'not-known': null })
      expect(numbers(found['regions'])).toMatchObject({ wales: 5, london: null })
      expect(numbers(found['categories'])).toEqual({ [speech.categoryId]: 10, [vision.categoryId]: null })
      expect(numbers(found['agreements'])).toEqual({ [speech.agreementId]: 10 })
    })

    it('show nothing of an agreement with few members, and are none of one for practice or that nobody knows', async () => {
      const [few] = await twoCategories(test)
      await aMember(test, 'Alone', few, { size: 'small' })
      const found = await figures(few.agreementId)
      expect(found).toMatchObject({ enough: false, suppliers: null })
      expect(JSON.stringify(found)).not.toMatch(/"suppliers":\d/)
      const { agreementId } = await placeIn(test, 'PRACTICE')
      for (const id of [agreementId, '018f3e2a-0000-7000-8000-000000000000'])
        await test.api('auditor').get(`/figures/participation?agreement=${id}`).expect(problem(404, 'not-found'))
      await test
        .api()
        .get('/figures/participation?agreement=x')
        .expect(problem(400, 'invalid-request', '/agreement'))
    })

    it('are the same on the page, as a chart, a table and CSV', async () => {
      const { body } = await page(`/suppliers/participation?agreement=${speech.agreementId}`)
      expect(body).toContain('Suppliers in all: 10')
      expect(body).toMatch(/<svg class="market-chart"[\s\S]*Suppliers: by size/)
      expect(body).toContain('Reading pictures')
      expect(body).toContain('the size of a supplier is known only once')
      const csv = await page(`/suppliers/participation/sizes/csv?agreement=${speech.agreementId}`)
      expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8')
      expect(csv.body).toBe(
        'Size,Suppliers\r\nMicro,Fewer than 5\r\nSmall,10\r\nMedium,Fewer than 5\r\nLarge,Fewer than 5\r\nNot known,Fewer than 5\r\n',
      )
      expect((await page('/suppliers/participation/prices/csv')).statusCode).toBe(404)
      expect((await page('/suppliers/participation?agreement=x')).statusCode).toBe(404)
      expect((await page('/suppliers/participation?agreement=')).statusCode).toBe(200)
    })
  })

  describe('invited to bid', () => {
    let supplier: string
    const DAY = 86_400

    const answered = async (who: Player, id = supplier) =>
      (await test.api(who).get(`/suppliers/${id}/responsiveness`).expect(200)).body as object

    beforeAll(async () => {
      supplier = await organisationId(test, 'First Example Supplier')
      const place = await placeIn(test, 'AI-DPS-1')
      const open = () => aPublicRequirement(test)
      const submit = async (id: string): Promise<string> => {
        const bid = await aPassingBid(test, id)
        await test.api('supplier-admin').post(`/bids/${bid}/submit`).expect(201)
        return bid
      }
      await submit(await open())
      await test
        .api('supplier-admin')
        .post(`/requirements/${await open()}/invitation/decline`)
        .send({ reason: 'terms' })
        .expect(200)
      await open()
      await aPassingBid(test, await open())
      await test
        .api('supplier-admin')
        .post(`/bids/${await submit(await open())}/withdraw`)
        .expect(200)
      const intending = await open()
      await test.api('supplier-admin').post(`/requirements/${intending}/invitation/intend`).expect(200)
      const cancelled = await open()
      for (const player of ['buyer-author', 'buyer-approver'] as const)
        await new Changes(test).verb(cancelled, 'cancel', { reason: 'The money went to the bridges.' }, player)
      await anOpenRequirement(test)
      await anOpenRequirement(test, { agreementId: place.agreementId, categoryIds: [place.categoryId], closesIn: 40 * DAY })
    })

    it('have nothing counted before a deadline has passed', async () => {
      const name = expect.stringMatching(/^First Example Supplier/)
      expect(await answered('supplier-admin')).toEqual({ supplierId: supplier, supplierName: name, agreements: [] })
      expect((await page('/supplier/responsiveness', 'bid-writer')).body).toContain('No deadline of an invitation has passed yet')
    })

    it('J duty to bid: answer by a bid or by declining with a reason, counted against the figure, the same for themselves and for officers', async () => {
      await test.moveClock('15 days')
      await test.signInAll()
      const own = await answered('bid-writer')
      expect(own).toMatchObject({
        agreements: [
          {
            agreementReference: 'AI-DPS-1',
            invitations: 6,
            answered: 2,
            percent: '33.3',
            isReached: false,
            target: { percent: '95', source: expect.stringContaining('clause 10.8'), confidence: 'found' },
          },
        ],
      })
      expect((own as { agreements: object[] }).agreements.map(each => Object.keys(each).toSorted())).toEqual([
        ['agreementId', 'agreementName', 'agreementReference', 'answered', 'invitations', 'isReached', 'percent', 'target'],
      ])
      for (const officer of ['procurement-officer', 'senior-officer', 'auditor'] as const) expect(await answered(officer)).toEqual(own)
      const rival = await organisationId(test, 'Second Example Supplier')
      expect(await answered('procurement-officer', rival)).toMatchObject({ agreements: [{ invitations: 6, answered: 0, percent: '0' }] })
      for (const [url, player] of [
        ['/supplier/responsiveness', 'supplier-admin'],
        [`/officer/suppliers/${supplier}/responsiveness`, 'auditor'],
      ] as const) {
        const { body } = await page(url, player)
        expect(body).toContain('2 (33.3 %)')
        expect(body).toContain('Too few')
        expect(body).toContain('clause 10.8')
      }
    })

    it('are nobody else’s to know: neither buyers’, nor another supplier’s, nor the public’s', async () => {
      const path = `/suppliers/${supplier}/responsiveness`
      await test.api().get(path).expect(problem(401, 'not-signed-in'))
      await test.api('rival-admin').get(path).expect(problem(404, 'not-found'))
      for (const player of ['buyer-author', 'buyer-approver', 'evaluator', 'organisation-admin'] as const)
        await test.api(player).get(path).expect(problem(403, 'role-missing'))
      const council = await organisationId(test, 'First Example Council')
      await test.api('auditor').get(`/suppliers/${council}/responsiveness`).expect(problem(404, 'not-found'))
      expect((await page(`/officer/suppliers/${supplier}/responsiveness`, 'supplier-admin')).statusCode).toBe(403)
      expect((await page(`/suppliers/${supplier}`, 'buyer-author')).body).not.toContain('/responsiveness')
      expect((await page(`/suppliers/${supplier}`, 'auditor')).body).toContain(`/officer/suppliers/${supplier}/responsiveness`)
    })
  })

  it('are few enough to choose an agreement by, when a requirement is started: the newest that are open, and a word where there are more', async () => {
    const before = await page('/buyer/requirements/new', 'buyer-author')
    expect(before.body).not.toContain('There are more')
    await someAgreements(test, 101)
    const [newest] = await test.rows<{ id: string }>('SELECT id FROM agreement ORDER BY id DESC LIMIT 1')
    const { agreementId: oldest } = await placeIn(test, 'AI-DPS-1')
    const { body } = await page('/buyer/requirements/new', 'buyer-author')
    expect([body.includes(`value="${String(newest?.id)}"`), body.includes(`value="${oldest}"`)]).toEqual([true, false])
    expect(body).toContain('These are the 100 newest of those that are open. There are more')
  })

  describe('fifty thousand of them', () => {
    let place: Place

    beforeAll(async () => {
      ;[place] = await twoCategories(test)
      await test.db.query(MANY_MEMBERS, [place.agreementId, place.categoryId, 50_000])
      await test.db.query('VACUUM ANALYZE membership, organisation')
    }, 120_000)

    /** How the statements of the list and the count are carried out. */
    async function planOf(filter: DirectoryFilter, after: string | null = null): Promise<string> {
      const lines: string[] = []
      const view = {
        query: async (sql: string, values: unknown[]) => {
          const { rows } = await test.db.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, values)
          lines.push(...rows.map(row => row['QUERY PLAN']))
          return [{ found: 0 }]
        },
      } as unknown as Readable
      await listSuppliers(view, filter, after, 26)
      await countSuppliers(view, filter)
      return lines.join('\n')
    }

    it.each<[what: string, filter: DirectoryFilter, index: string]>([
      ['all', {}, 'supplier_by_name'],
      ['what hardly anybody offers', { offers: ['sector/defence', 'location/wales'] }, 'membership_by_offer'],
      ['a part of a name', { name: 'c4ca4238a0b9' }, 'supplier_by_likeness'],
    ])('are found by an index, with %s', async (_, filter, index) => {
      expect(await planOf(filter)).toContain(index)
    })

    it('are read a page at a time, far on too', async () => {
      const [far] = await test.rows<{ id: string }>(`SELECT id FROM organisation WHERE name LIKE 'Firm f%' ORDER BY name LIMIT 1`)
      expect(await planOf({}, String(far?.id))).toMatch(/Index Scan using supplier_by_name .*\n\s+Index Cond: \(ROW\(/)
    })

    it('are counted up to a thousand, and in the figures whole', async () => {
      const { body } = await test.api().get(`/suppliers/count?category=${place.categoryId}`).expect(200)
      expect(body).toEqual({ count: 1_000, isMore: true })
      const figures = await test.api().get(`/figures/participation?agreement=${place.agreementId}`).expect(200)
      expect(figures.body).toMatchObject({ suppliers: 50_000 })
    })
  })
})
