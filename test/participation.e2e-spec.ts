import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { countSuppliers, type DirectoryFilter, listSuppliers } from '../src/modules/memberships/directory-queries.js'
import type { Readable } from '../src/shared/database/unit-of-work.js'
import { someAgreements } from './support/agreements.js'
import { Changes } from './support/changes.js'
import { aMember, changedNow, endOfMonth, joins, MANY_MEMBERS, twoCategories } from './support/members.js'
import { organisationId } from './support/people.js'
import { problem } from './support/problems.js'
import { type Player, TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, aPublicRequirement, invitationsWritten, type Place, placeIn } from './support/world.js'

describe('Members in figures', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  const page = (url: string, player?: Player) =>
    test.app.inject({ url, headers: player === undefined ? {} : { cookie: `session=${String(test.tokens.get(player))}` } })

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
          ago: '100 days',
          offer: place < 7 ? ['location/wales'] : [],
        })
        if (place < 2) await joins(test, id, vision, { size: 'large', offer: ['location/wales'], ago: '101 days' })
      }
      for (const state of ['suspended', 'removed'] as const)
        await aMember(test, `Harbour ${state}`, speech, { state, size: 'large', ago: '100 days' })
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
      await aMember(test, 'Alone', few, { size: 'small', ago: '100 days' })
      const found = await figures(few.agreementId)
      expect(found).toMatchObject({ enough: false, suppliers: null, countedUntil: null })
      expect(JSON.stringify(found)).not.toMatch(/"suppliers":\d/)
      const { agreementId } = await placeIn(test, 'PRACTICE')
      for (const id of [agreementId, '018f3e2a-0000-7000-8000-000000000000'])
        await test.api('auditor').get(`/figures/participation?agreement=${id}`).expect(problem(404, 'not-found'))
      await test
        .api()
        .get('/figures/participation?agreement=x')
        .expect(problem(400, 'invalid-request', '/agreement'))
    })

    it('are of the end of a month by which enough have joined together: nobody sees by them who joined, left or offers something else', async () => {
      const [quays, docks] = await twoCategories(test, { name: 'AI for quays' })
      const sizes = ['micro', 'micro', 'micro', 'micro', ...Array.from({ length: 8 }, () => 'small' as const)] as const
      const ids: string[] = []
      for (const [place, size] of sizes.entries())
        ids.push(await aMember(test, `Quay ${place}`, quays, { size, newcomer: true, ago: '100 days', offer: ['location/wales'] }))
      const before = await figures(quays.agreementId)
      expect(before).toMatchObject({ enough: true, suppliers: 10, countedUntil: await endOfMonth(test, '100 days') })
      const bytes = JSON.stringify(before)

      // The fifth of its size, now and in a month that is over.
      await aMember(test, 'Quay today', quays, { size: 'micro', newcomer: true })
      expect(JSON.stringify(await figures(quays.agreementId))).toBe(bytes)
      await aMember(test, 'Quay last month', quays, { size: 'micro', newcomer: true, ago: '40 days' })
      expect(JSON.stringify(await figures(quays.agreementId))).toBe(bytes)

      await changedNow(test, String(ids[0]), 'suspended')
      await changedNow(test, String(ids[1]), 'offer', ['location/scotland'])
      expect(JSON.stringify(await figures(quays.agreementId))).toBe(bytes)

      for (let place = 0; place < 4; place += 1) await aMember(test, `Quay new ${place}`, docks, { size: 'medium', ago: '40 days' })
      const after = await figures(quays.agreementId)
      expect(after).toMatchObject({ countedUntil: await endOfMonth(test, '40 days'), suppliers: 15 })
      expect(numbers(after['sizes'])).toMatchObject({ micro: 5, small: 10, medium: null })
    })

    it('are the same on the page, as a chart, a table and CSV', async () => {
      const { body } = await page(`/suppliers/participation?agreement=${speech.agreementId}`)
      expect(body).toContain('Suppliers in all: 10')
      expect(body).toMatch(/active members at the end of \d{1,2} \w+ \d{4}/)
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
      const open = async (): Promise<string> => {
        const id = await aPublicRequirement(test)
        await invitationsWritten(test, id)
        return id
      }
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
