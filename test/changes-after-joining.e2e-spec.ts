import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { Changes } from './support/changes.js'
import { aClaim, aCertificate, aProduct, saveAnswer } from './support/library.js'
import { PageSender } from './support/page-sender.js'
import { hire } from './support/people.js'
import { problem } from './support/problems.js'
import { A_SUSPENSION, act, aMember, dayIn, daysPass, declareNoInterest, manyChanges, type Told } from './support/standing.js'
import { TestApp } from './support/test-app.js'
import { eventsHandled } from './support/world.js'

describe('A member that changes', () => {
  let test: TestApp
  let the: Changes

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    the = new Changes(test)
    await hire(test, 'new-senior', 'Marketplace Operator', 'senior-officer')
    await hire(test, 'new-officer', 'Marketplace Operator', 'procurement-officer')
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  const told = async (id: string, as: 'supplier-admin' | 'procurement-officer' = 'procurement-officer'): Promise<Told> =>
    (await test.api(as).get(`/memberships/${id}`).expect(200)).body as Told

  const etagOf = async (id: string): Promise<string> =>
    String((await test.api('supplier-admin').get(`/memberships/${id}`).expect(200)).headers['etag'])

  /** A member that the officers of the test have declared about. */
  const aKnownMember = async (options: Parameters<typeof aMember>[1] = {}) => {
    const member = await aMember(test, options)
    await declareNoInterest(test, member.supplierId, 'procurement-officer', 'second-officer', 'senior-officer', 'new-senior')
    return member
  }

  describe('whose offer changes', () => {
    const offer = async (id: string, values: object, etag?: string) =>
      test
        .api('supplier-admin')
        .put(`/memberships/${id}/offer`)
        .set('If-Match', etag ?? (await etagOf(id)))
        .send({ offer: values })

    it('T6 change: offers something else at once, with what a value is a part of, and as it was read (J changes after joining)', async () => {
      const { id } = await aMember(test, { offer: ['location/london'] })
      const etag = await etagOf(id)
      const { status, body } = await offer(id, { 'ai-type': ['medical-imaging-software'], location: ['london'] }, etag)
      expect([status, body]).toMatchObject([
        200,
        { offer: { 'ai-type': ['medical-ai-technology', 'medical-imaging-software'], location: ['london'] } },
      ])
      expect((body as Told).changes[0]).toMatchObject({ kind: 'offer', offer: (body as Told).offer })
      problem(412, 'stale-version')(await offer(id, { location: ['london'] }, etag))
      problem(422, 'offer-missing', '/offer')(await offer(id, {}))
      problem(422, 'filter-value-unknown', '/offer')(await offer(id, { location: ['the-moon'] }))
      problem(422, 'filter-value-unknown', '/offer')(await offer(id, { sector: ['health'] }))
      problem(400, 'invalid-request', '/offer/location')(await offer(id, { location: 'wales' }))
      problem(403, 'role-missing')(await test.api('bid-writer').put(`/memberships/${id}/offer`).set('If-Match', etag).send({ offer: {} }))
    })

    it('is told in full, however often it changed, page by page', async () => {
      const { id } = await aMember(test)
      await manyChanges(test, id, 30)
      const { changes, changesCursor } = await told(id)
      const { body } = await test
        .api('bid-writer')
        .get(`/memberships/${id}/changes?cursor=${String(changesCursor)}`)
        .expect(200)
      const { items, nextCursor } = body as { items: { id: string; changedAt: string }[]; nextCursor: string | null }
      expect([changes.length, items.length, nextCursor]).toEqual([25, 6, null])
      const whole = await test.api('auditor').get(`/memberships/${id}/changes?limit=100`).expect(200)
      expect((whole.body as { items: object[] }).items).toEqual([...changes, ...items])
      await test.api('rival-admin').get(`/memberships/${id}/changes`).expect(problem(404, 'not-found'))
      await test.api('auditor').get(`/memberships/${id}/changes?cursor=x`).expect(problem(400, 'cursor-malformed'))
    })

    it('says why it is suspended until that is lifted, on whatever page of its changes', async () => {
      const { id } = await aKnownMember()
      await manyChanges(test, id, 30)
      await act(test, 'procurement-officer', id, 'suspend', A_SUSPENSION)
      const pages = new PageSender(test)
      const here = `/supplier/memberships/${id}`
      const earlier = `${here}?after=${String((await told(id)).changesCursor)}`
      for (const page of [here, earlier]) expect((await pages.open('bid-writer', page)).body).toContain(A_SUSPENSION.reason)
      await act(test, 'procurement-officer', id, 'lift', { reason: 'They are answered now.' })
      expect((await pages.open('bid-writer', earlier)).body).not.toContain(A_SUSPENSION.reason)
    })

    it('keeps retired values that were offered before, and takes no others', async () => {
      const { id } = await aMember(test, { offer: ['location/overseas'] })
      const { body: filters } = await test.api().get('/filters').expect(200)
      const etag = `"${(filters as { number: number }).number}"`
      await test
        .api('senior-officer')
        .post('/filters/mark-value')
        .set('If-Match', etag)
        .send({ facet: 'location', value: 'overseas', as: 'retire', reason: 'Not used.' })
        .expect(201)
      expect((await offer(id, { location: ['overseas', 'london'] })).status).toBe(200)
      const other = await aMember(test, { offer: ['location/london'] })
      problem(422, 'filter-value-unknown')(await offer(other.id, { location: ['overseas'] }))
    })

    it('is changed while it is suspended, to count once that is lifted, and not after it ended', async () => {
      const { id } = await aKnownMember()
      const both = await Promise.all([act(test, 'procurement-officer', id, 'suspend', A_SUSPENSION), offer(id, { location: ['scotland'] })])
      expect(both.every(({ status }) => status === 200 || status === 412)).toBe(true)
      if ((await told(id)).state === 'active') await act(test, 'procurement-officer', id, 'suspend', A_SUSPENSION)
      expect((await offer(id, { location: ['wales'] })).status).toBe(200)
      expect(await told(id)).toMatchObject({ state: 'suspended', offer: { location: ['wales'] } })
    })
  })

  describe('of which an answer changes', () => {
    const reviewsOf = async (id: string): Promise<Told['reviews']> => {
      await eventsHandled(test)
      return (await told(id)).reviews
    }

    const settle = async (player: Parameters<typeof test.api>[0], review: string, verb: string, body: object = {}) => {
      const { headers } = await test.api(player).get(`/membership-reviews/${review}`).expect(200)
      return test.api(player).post(`/membership-reviews/${review}/${verb}`).set('If-Match', String(headers['etag'])).send(body)
    }

    it('T6 change: goes to review while it stays active, shows what changed, and counts once it is accepted (J changes after joining)', async () => {
      const product = await aProduct(test, 'Reader')
      await saveAnswer(test, 'B2', aClaim('2099-12-31', 'It reads letters.'), { product })
      const whom = (role: string) => saveAnswer(test, 'L105', { values: { role, email: 'office@example.test' } })
      await whom('Bids office')
      const { id, applicationId } = await aKnownMember()
      await saveAnswer(test, 'B2', aClaim('2099-12-31', 'It reads letters and forms.'), { product })
      await whom('Sales office')
      const [review, ...others] = await reviewsOf(id)
      expect([review, others]).toMatchObject([{ kind: 'answer-changed', question: 'B2', outcome: null }, []])
      expect((await told(id)).state).toBe('active')
      expect(await the.toldOf('membership.review-opened', id)).toEqual(expect.arrayContaining(['procurement-officer', 'senior-officer']))
      const reviewId = String(review?.id)
      const { body, headers } = await test.api('procurement-officer').get(`/membership-reviews/${reviewId}`).expect(200)
      expect(body).toMatchObject({
        accepted: { version: 1, product: 'Reader' },
        now: { version: 2 },
        changes: [{ before: 'It reads letters.', after: 'It reads letters and forms.' }],
      })
      const changed = aClaim('2099-12-31', 'It reads all.')
      await saveAnswer(test, 'B2', { values: { ...changed.values, productVersion: '4.0' } }, { product })
      expect(await reviewsOf(id)).toMatchObject([{ id: reviewId, kind: 'new-model-version' }])
      await test
        .api('procurement-officer')
        .post(`/membership-reviews/${reviewId}/accept`)
        .set('If-Match', String(headers['etag']))
        .send({})
        .expect(problem(412, 'stale-version'))
      expect((await settle('procurement-officer', reviewId, 'accept')).status).toBe(200)
      problem(409, 'review-settled')(await settle('procurement-officer', reviewId, 'accept'))
      expect(await test.rows('SELECT verdict FROM claim_verdict WHERE application_id = $1', [applicationId])).toEqual([
        { verdict: 'accepted' },
      ])
      expect(await the.toldOf('membership.review-settled', id)).toEqual(['supplier-admin'])
      expect(
        await test.rows(
          `SELECT version, given FROM application_answer WHERE application_id = $1 AND question_id = 'B2' AND product_id = $2 ORDER BY 1`,
          [applicationId, product],
        ),
      ).toEqual([
        { version: 1, given: 'submitted' },
        { version: 2, given: 'changed' },
        { version: 3, given: 'changed' },
      ])
    })

    it('leads whoever settles or asks for another look without a declaration to it, and back', async () => {
      const { id, supplierId } = await aKnownMember({ answers: [] })
      await act(test, 'procurement-officer', id, 'recheck', { reason: 'A complaint.' })
      const [review] = await reviewsOf(id)
      const page = `/officer/membership-reviews/${String(review?.id)}`
      const pages = new PageSender(test)
      const [seen, asking] = await Promise.all(
        [page, `/officer/memberships/${id}/recheck`].map(at => pages.open('procurement-officer', at)),
      )
      if (seen === undefined || asking === undefined) throw new Error('Both were opened.')
      const where = `/officer/suppliers/${supplierId}/interests`
      // The forms of somebody else's window, as if they were shown to the other officer.
      const shownTo = /name="_as" value="([^"]*)"/.exec((await pages.open('new-officer', where)).body)?.[1] ?? ''
      const settling = pages.formIn('new-officer', seen, `${page}/settle`, { _as: shownTo, outcome: 'accepted', reason: '' })
      expect(await settling()).toMatchObject({ status: 303, location: `${where}?next=${encodeURIComponent(page)}` })
      const looking = pages.formIn('new-officer', asking, `/officer/memberships/${id}/recheck`, { _as: shownTo, reason: 'Again.' })
      const back = encodeURIComponent(`/officer/memberships/${id}/recheck`)
      expect(await looking()).toMatchObject({ status: 303, location: `${where}?next=${back}` })
      const refused = await test
        .api('new-officer')
        .get(`/membership-reviews/${String(review?.id)}`)
        .expect(problem(403, 'interests-not-declared'))
      expect((refused.body as { detail: string }).detail).toContain(`POST /api/v1/suppliers/${supplierId}/interest-declarations`)
      const declaring = await pages.formOn('new-officer', `${where}?next=${encodeURIComponent(page)}`, where, { hasInterest: 'no' })
      expect((await declaring()).location.startsWith(page)).toBe(true)
      expect(await settling()).toMatchObject({ status: 303, location: expect.stringContaining(page) })
      expect((await reviewsOf(id))[0]).toMatchObject({ outcome: 'accepted' })
    })

    it('is looked at again where it ran out, once for each version, and listed to officers 60 and 30 days before', async () => {
      await saveAnswer(test, 'L401', aCertificate(await dayIn(test, 50)))
      const { id } = await aKnownMember()
      expect((await told(id)).expiring).toEqual([expect.objectContaining({ question: 'L401', within: 60 })])
      await daysPass(test, 51)
      await test.signInAll()
      await test.sweep()
      await test.sweep()
      const reviews = await reviewsOf(id)
      expect(reviews).toMatchObject([{ kind: 'expired', question: 'L401' }])
      const declined = await settle('procurement-officer', String(reviews[0]?.id), 'decline', { reason: 'Renew it first.' })
      expect(declined.body).toMatchObject({ outcome: 'not-accepted', reason: 'Renew it first.' })
      await test.sweep()
      expect(await reviewsOf(id)).toHaveLength(1)
      await saveAnswer(test, 'L401', aCertificate(await dayIn(test, 300), 'CE-2'))
      expect(await reviewsOf(id)).toMatchObject([{ kind: 'answer-changed', outcome: null }, { kind: 'expired' }])
    })

    it('is looked at again after an incident that its supplier tells of, and where an officer says why', async () => {
      const { id } = await aKnownMember({ answers: [] })
      const incident = { account: 'It told residents the wrong hours.', happenedOn: await dayIn(test, -3), product: 'Reader 3.1' }
      const report = (body: object) => test.api('bid-writer').post(`/memberships/${id}/incidents`).send(body)
      await report({ ...incident, happenedOn: await dayIn(test, 1) }).expect(problem(422, 'incident-day-unfit', '/happenedOn'))
      await report(incident).expect(204)
      await test.api('second-officer').post(`/memberships/${id}/recheck`).send({ reason: 'The press tells of it.' }).expect(204)
      const reviews = await reviewsOf(id)
      expect(reviews.map(({ kind }) => kind)).toEqual(['incident', 'incident'])
      const page = async (query: string) =>
        (await test.api('bid-writer').get(`/memberships/${id}/reviews?limit=1${query}`).expect(200)).body as {
          items: object[]
          nextCursor: string | null
        }
      const first = await page('')
      const second = await page(`&cursor=${String(first.nextCursor)}`)
      expect([...first.items, ...second.items, second.nextCursor]).toEqual([...reviews, null])
      await test.api('bid-writer').get(`/memberships/${id}/reviews?cursor=x`).expect(problem(400, 'cursor-malformed'))
      const { body } = await test.api('auditor').get('/membership-reviews').expect(200)
      expect(body).toMatchObject({ counts: { open: expect.any(Number), overdue: expect.any(Number) } })
      expect((body as { items: { dueOn: string }[] }).items.map(({ dueOn }) => dueOn)).toEqual(
        (body as { items: { dueOn: string }[] }).items.map(({ dueOn }) => dueOn).toSorted(),
      )
    })
  })
})
