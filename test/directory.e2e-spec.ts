import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { end, thawed } from './support/agreements.js'
import { aMember, aSupplierNamed, joins, twoCategories } from './support/members.js'
import { naughtyList } from './support/naughty-list.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'

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

  const page = (url: string) => test.app.inject({ url })

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
        offer: ['ai-type/medical-imaging-software'],
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
          { title: 'Reading pictures', place: vision, offer: { 'ai-type': ['medical-ai-technology', 'medical-imaging-software'] } },
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
        ['certain', ['100% Certain']],
        ['%', []],
        ['_', []],
        ['nder score', ['Under_score']],
        ['<b>', ['<b>Bold</b> Models']],
        ['nobody at all', []],
      ])('by %j: %j', async (sought, names) => {
        expect(await listed(`${query}&name=${encodeURIComponent(sought)}`)).toEqual(names)
      })

      it('and shown as text, whatever it holds', async () => {
        const { body } = await page(`/suppliers?${query}&name=bold`)
        expect(body).toContain('&lt;b&gt;Bold&lt;/b&gt; Models')
        expect(body).not.toContain('<b>Bold')
      })

      it('by whatever is typed, which is answered and never read as anything but a name', async () => {
        const more = ['\\', `'; SELECT pg_sleep(9); --`, '%00', '\u202e', '\ud800']
        for (const text of [...more, ...naughtyList()].map(each => each.slice(0, 200))) {
          const path = `/suppliers?name=${encodeURIComponent(text.toWellFormed())}`
          const { status } = await test.api().get(path)
          const { statusCode, body } = await page(path)
          expect([text, [status, statusCode].filter(each => ![200, 400, 422].includes(each))]).toEqual([text, []])
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
})
