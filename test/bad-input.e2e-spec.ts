import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { BODIES, FIELDS, ROUTES } from './support/bad-bodies.js'
import { JOINING_FIELDS, JOINING_ROUTES, JOINING_SENDERS } from './support/bad-joining-bodies.js'
import { supplierOf } from './support/deciding.js'
import { aFile } from './support/evidence.js'
import { contents, problem } from './support/problems.js'
import { aMember } from './support/standing.js'
import { TestApp } from './support/test-app.js'
import { aDraft, anOpening, anOpenRequirement, aWorkingCopy, eventsHandled, placeIn, theAuditOf } from './support/world.js'

describe('Bad input', () => {
  let test: TestApp
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    const { bidIds } = await anOpening(test, 'rival-admin')
    ids['audit'] = await theAuditOf(test, String(bidIds[0]))
    await eventsHandled(test)
    ids['draft'] = (await aDraft(test)).id
    ids['waiting'] = (await aDraft(test)).id
    await test.api('buyer-author').post(`/requirements/${ids['waiting']}/submit-for-approval`).expect(200)
    ids['open'] = await anOpenRequirement(test)
    ids['bid'] = await aWorkingCopy(test, ids['open'])
    ids['file'] = (await aFile(test, ids['bid'])).id
    const { id: membership, applicationId: application } = await aMember(test, { answers: [] })
    Object.assign(ids, { membership, application, supplier: await supplierOf(test) })
    await eventsHandled(test)
  })
  afterAll(() => test.stop())

  const send = (route: string, body: object | string | Buffer, contentType = 'application/json') => {
    const call = route.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(ids[name]))
    const player = [...ROUTES, ...JOINING_SENDERS].find(([known]) => known === route)?.[1]
    const request = test.call(call, player).set('Content-Type', contentType).set('If-Match', '"1"')
    return typeof body === 'string' || Buffer.isBuffer(body) ? request.serialize(raw => raw as string).send(body) : request.send(body)
  }

  describe.each([...ROUTES, ...JOINING_ROUTES])('sent to %s', route => {
    it.each(BODIES)('is refused: %s', async (_, body, status, code, ...pointers) => {
      const before = await contents(test)
      await send(route, body).expect(problem(status, code, ...pointers))
      expect(await contents(test)).toEqual(before)
    })

    it('is refused as text/plain', async () => {
      await send(route, '{}', 'text/plain').expect(problem(415, 'media-type-not-supported'))
    })

    it('is refused with an unknown field', async () => {
      await send(route, { nonsense: 1 }).expect(
        problem(400, route.includes('ethics-answers') ? 'answers-malformed' : 'invalid-request', '/nonsense'),
      )
    })

    it('is refused without keeping the server busy when a megabyte holds 90,000 fields', async () => {
      const fields = Object.fromEntries(Array.from({ length: 90_000 }, (_, index) => [`k${index}`, 1]))
      const { body } = await send(route, fields).expect(
        problem(400, route.includes('ethics-answers') ? 'answers-malformed' : 'too-many-values'),
      )
      expect((body as { errors?: unknown[] }).errors?.length ?? 0).toBeLessThanOrEqual(100)
    })
  })

  it.each([...FIELDS, ...JOINING_FIELDS])('sent to %s is pointed at: %j', async (route, body, ...pointers) => {
    const before = await contents(test)
    await send(route, body).expect(problem(400, route.includes('ethics-answers') ? 'answers-malformed' : 'invalid-request', ...pointers))
    expect(await contents(test)).toEqual(before)
  })

  it('takes the same ids in upper case', async () => {
    const { agreementId, categoryId } = await placeIn(test, 'PRACTICE')
    const { body } = await test
      .api('buyer-author')
      .post('/requirements')
      .send({ agreementId: agreementId.toUpperCase(), categoryIds: [categoryId.toUpperCase()] })
      .expect(201)
    expect(body).toMatchObject({ agreementId, categoryIds: [categoryId] })
  })
})
