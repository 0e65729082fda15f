import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { newId } from '../src/shared/ids.js'
import { hire } from './support/people.js'
import { problem } from './support/problems.js'
import { choose, emptyRounds, joined, shortlistsOf } from './support/shortlists.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPublicRequirement, eventsHandled } from './support/world.js'

const MEDICAL = { 'ai-type': ['medical-ai-technology'], sector: ['health'] }
const OFFER = ['ai-type/medical-ai-technology', 'ai-type/medical-imaging-software', 'sector/health']

describe('A shortlist', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    await hire(test, 'new-foreign', 'Second Example Authority', 'buyer-author')
  })
  afterAll(() => test.stop())

  const { draft, published, listed, names, invited } = shortlistsOf(() => test)

  describe('of a draft', () => {
    it('T7 shortlist: RM filter tree: matches who offers all that is chosen, within a filter and across, and tells of others why not', async () => {
      await joined(test, 'Matches', { offer: OFFER })
      await joined(test, 'Half matches', { offer: ['ai-type/medical-ai-technology'] })
      await joined(test, 'Is suspended', { offer: OFFER, state: 'suspended' })
      const id = await draft()
      const before = await test.api('buyer-author').get(`/requirements/${id}/shortlist`).expect(200)
      expect(before.body).toMatchObject({ name: null, filters: {}, lastRun: null })
      const answer = await choose(test, id, MEDICAL, 'Scans')
      expect(answer.body).toMatchObject({ name: 'Scans', filters: MEDICAL, matching: 1, filterEdition: 1, noLongerOffered: [] })
      expect(answer.body).toMatchObject({
        lastRun: { number: 1, count: 1, isStale: false, added: [], gone: [], holdsBy: { workingDays: 2 } },
      })
      expect(await names(id)).toEqual(['Matches'])
      const others = await listed(id, 'others', '?limit=100')
      expect(others.find(({ supplierName }) => supplierName === 'Half matches')).toMatchObject({
        lacking: ['sector/health'],
        isSuspended: false,
      })
      expect(others.find(({ supplierName }) => supplierName === 'Is suspended')).toMatchObject({ lacking: [], isSuspended: true })
      expect(others).toHaveLength((answer.body as { others: number }).others)
      const narrower = await choose(
        test,
        id,
        { ...MEDICAL, 'ai-type': ['medical-ai-technology', 'data-and-analytics-machine-learning-included'] },
        'Scans',
      )
      expect(narrower.body).toMatchObject({ matching: 0 })
    })

    it('is paged by name, and given as a table with names and public identifiers', async () => {
      const id = await draft()
      await joined(test, 'Alpha', { offer: ['size/up-to-100-000'] })
      await joined(test, '=Beta', { offer: ['size/up-to-100-000'] })
      expect((await choose(test, id, { size: ['up-to-100-000'] })).status).toBe(200)
      const [first] = await listed(id, 'matching', '?limit=1')
      expect(first?.supplierName).toBe('=Beta')
      const { body } = await test.api('buyer-author').get(`/requirements/${id}/shortlist/matching?limit=1`).expect(200)
      const after = await listed(id, 'matching', `?limit=1&cursor=${(body as { nextCursor: string }).nextCursor}`)
      expect(after.map(({ supplierName }) => supplierName)).toEqual(['Alpha'])
      const table = await test.app.inject({
        url: `/buyer/requirements/${id}/shortlist/csv`,
        headers: { cookie: `session=${String(test.tokens.get('buyer-author'))}` },
      })
      expect(table.body.split('\r\n').map(line => line.split(',')[0])).toEqual(['\ufeffSupplier', "'=Beta", 'Alpha', ''])
    })

    it('RM unique name: has a name of its own among those of the buyer, capitals aside, however many choose it at once', async () => {
      const ids = [await draft(), await draft(), await draft(), await draft()]
      const answers = await Promise.all(ids.map((id, place) => choose(test, id, {}, place % 2 === 0 ? 'Cameras' : 'CAMERAS')))
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409])
      answers.filter(({ status }) => status === 409).forEach(problem(409, 'shortlist-name-taken'))
      const kept = ids[answers.findIndex(({ status }) => status === 200)]
      expect((await choose(test, String(kept), MEDICAL, 'cameras')).status).toBe(200)
    })

    it('takes only what the agreement lists, and only over what was read', async () => {
      const id = await draft()
      problem(422, 'filters-not-offered', '/filters/sector/moon')(await choose(test, id, { sector: ['moon'] }))
      problem(400, 'invalid-request', '/filters')(await choose(test, id, { sector: ['Not a key'] }))
      const put = () => test.api('buyer-author').put(`/requirements/${id}/shortlist`).send({ name: newId(), filters: {} })
      await put().set('If-Match', '"3"').expect(problem(412, 'stale-version'))
      await put().expect(problem(428, 'if-match-missing'))
      const answers = await Promise.all([1, 2, 3].map(() => put().set('If-Match', '"0"')))
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412])
    })

    it('keeps a filter that is retired while in use, matches by it, and says so', async () => {
      const id = await draft()
      await joined(test, 'Old hand', { offer: ['location/overseas'] })
      expect((await choose(test, id, { location: ['overseas'] })).status).toBe(200)
      const other = await draft()
      const retire = async () =>
        test
          .api('senior-officer')
          .post('/filters/mark-value')
          .set('If-Match', `"${String(((await test.api().get('/filters')).body as { number: number }).number)}"`)
          .send({ facet: 'location', value: 'overseas', as: 'retire', reason: 'Nobody asks for it.' })
      const [chosen, retired] = await Promise.all([choose(test, other, { location: ['overseas'] }), retire()])
      expect(retired.status).toBe(201)
      // Whichever came first: it was still offered and stays, flagged, or it was not any more.
      expect([200, 422]).toContain(chosen.status)
      const { body } = await test.api('buyer-author').get(`/requirements/${id}/shortlist`).expect(200)
      expect(body).toMatchObject({ noLongerOffered: ['location/overseas'], filterEdition: 1, matching: 1 })
      expect((await choose(test, id, { location: ['overseas'] })).body).toMatchObject({ filterEdition: 2, matching: 1 })
      problem(422, 'filters-not-offered')(await choose(test, await draft(), { location: ['overseas'] }))
      expect(await invited(await published(id))).toEqual(['Old hand'])
    })

    it('is a part of what is approved: whoever chose it does not approve, and nobody chooses once it is frozen', async () => {
      await hire(test, 'new-both', 'First Example Council', 'buyer-author')
      await test.rows(
        `INSERT INTO role_grant SELECT person_id, organisation_id, organisation_kind, 'buyer-approver' FROM role_grant g
         JOIN person p ON p.id = g.person_id WHERE p.email = 'new-both@example.test'`,
      )
      const id = await draft()
      const put = test.api('new-both').put(`/requirements/${id}/shortlist`).set('If-Match', '"0"')
      await put.send({ name: newId(), filters: {} }).expect(200)
      const { headers } = await test.api('buyer-author').post(`/requirements/${id}/submit-for-approval`).expect(200)
      const etag = String(headers['etag'])
      await test.api('new-both').post(`/requirements/${id}/approve`).set('If-Match', etag).expect(problem(403, 'approval-not-yours'))
      problem(409, 'shortlist-frozen')(await choose(test, id, MEDICAL))
      await test.api('buyer-approver').post(`/requirements/${id}/shortlist/runs`).expect(200)
      await test.api('new-foreign').get(`/requirements/${id}/shortlist`).expect(problem(404, 'not-found'))
      await test
        .api('buyer-author')
        .post(`/requirements/${await draft()}/shortlist/runs`)
        .expect(problem(404, 'not-found'))
    })
  })

  it('L2 tenders from non-members disregarded: none is taken from whoever is no member', async () => {
    await hire(test, 'new-outsider', 'Fourth Example Supplier', 'supplier-admin')
    const id = await aPublicRequirement(test)
    await test.api('new-outsider').post(`/requirements/${id}/bids`).expect(problem(409, 'membership-not-active'))
  })

  it('and its invitations are for the buyer and the officers alone', async () => {
    const id = await aPublicRequirement(test)
    await eventsHandled(test)
    for (const player of ['evaluator', 'procurement-officer', 'auditor'] as const)
      await test.api(player).get(`/requirements/${id}/invitation-rounds`).expect(200)
    for (const path of ['shortlist', 'shortlist/matching', 'shortlist/others', 'invitation-rounds'])
      await test.api('new-foreign').get(`/requirements/${id}/${path}`).expect(problem(403, 'not-the-buyer'))
    const put = test.api('new-foreign').put(`/requirements/${id}/shortlist`).set('If-Match', '"0"').send({ name: 'x', filters: {} })
    await put.expect(problem(403, 'not-the-buyer'))
    await test.api('new-foreign').post(`/requirements/${id}/shortlist/runs`).expect(problem(403, 'not-the-buyer'))
    await test.api('supplier-admin').get(`/requirements/${id}/invitation-rounds`).expect(problem(403, 'role-missing'))
    await test.api('buyer-author').get(`/requirements/${newId()}/invitation-rounds`).expect(problem(404, 'not-found'))
  })

  it('records every round of invitations, however many there are, page by page', async () => {
    const id = await anOpenRequirement(test)
    await emptyRounds(test, id, 230)
    const seen: number[] = []
    const totals = new Set<number>()
    let cursor = ''
    do {
      const { body } = await test.api('auditor').get(`/requirements/${id}/invitation-rounds?limit=100${cursor}`).expect(200)
      const { items, nextCursor, total } = body as { items: { number: number }[]; nextCursor: string | null; total: number }
      totals.add(total)
      seen.push(...items.map(({ number }) => number))
      cursor = nextCursor === null ? '' : `&cursor=${nextCursor}`
    } while (cursor !== '')
    expect(seen).toEqual(Array.from({ length: 231 }, (_, place) => place + 1))
    const [round] = await test.rows<{ count: number }>(
      'SELECT cardinality(supplier_ids) AS count FROM invitation_round WHERE requirement_id = $1 AND number = 1',
      [id],
    )
    expect([...totals]).toEqual([round?.count])
    const first = await test.api('auditor').get(`/requirements/${id}/invitation-rounds`).expect(200)
    expect((first.body as { items: unknown[] }).items).toHaveLength(25)
    await test.api('auditor').get(`/requirements/${id}/invitation-rounds?cursor=x`).expect(problem(400, 'cursor-malformed'))
  })
})
