import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { newId } from '../src/shared/ids.js'
import { openApiOf } from '../src/web/openapi.js'
import { anAgreementDraft } from './support/agreements.js'
import { ACCOUNT_FIELDS, ACCOUNT_SENDERS } from './support/bad-account-bodies.js'
import { BODIES, FIELDS, ROUTES, SENDERS } from './support/bad-bodies.js'
import { JOINING_FIELDS, JOINING_ROUTES, JOINING_SENDERS } from './support/bad-joining-bodies.js'
import { supplierOf } from './support/deciding.js'
import { aFile } from './support/evidence.js'
import { aRegistration } from './support/people.js'
import { contents, problem } from './support/problems.js'
import { Questions } from './support/questions.js'
import { aMember, aReview } from './support/standing.js'
import { TestApp } from './support/test-app.js'
import { aDraft, anOpening, anOpenRequirement, aWorkingCopy, eventsHandled, placeIn, settled, theAuditOf } from './support/world.js'

/** What the product calls a body with a field that is wrong. */
const refusalOf = (route: string): string =>
  route.includes('answers') ? 'answers-malformed' : route.includes('/receipts/') ? 'not-a-receipt' : 'invalid-request'

/** Files are sent as forms; their tests are those of evidence. */
const takesJson = (body: object | undefined): boolean =>
  body !== undefined && 'content' in body && 'application/json' in (body.content as object)

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
    const { id: membership, applicationId: application, agreementId: agreement } = await aMember(test, { answers: [] })
    Object.assign(ids, { membership, application, agreement, supplier: await supplierOf(test), review: await aReview(test) })
    const questions = new Questions(test)
    Object.assign(ids, { question: await questions.asked(ids['open']), unfit: await questions.askedOfRule(ids['open']) })
    Object.assign(ids, { agreementDraft: (await anAgreementDraft(test)).id, registration: await aRegistration(test) })
    Object.assign(ids, { exclusionCase: newId(), event: newId(), share: newId() })
    await settled(test)
  })
  afterAll(() => test.stop())

  const send = (route: string, body: object | string | Buffer, contentType = 'application/json') => {
    const call = route.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(ids[name]))
    const player = [...SENDERS, ...ACCOUNT_SENDERS, ...JOINING_SENDERS].find(([known]) => known === route)?.[1]
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
      await send(route, { nonsense: 1 }).expect(problem(400, refusalOf(route), '/nonsense'))
    })

    it('is refused without keeping the server busy when a megabyte holds 90,000 fields', async () => {
      const fields = Object.fromEntries(Array.from({ length: 90_000 }, (_, index) => [`k${index}`, 1]))
      const { body } = await send(route, fields).expect(
        problem(400, route.includes('ethics-answers') ? 'answers-malformed' : 'too-many-values'),
      )
      expect((body as { errors?: unknown[] }).errors?.length ?? 0).toBeLessThanOrEqual(100)
    })
  })

  it.each([...FIELDS, ...ACCOUNT_FIELDS, ...JOINING_FIELDS])('sent to %s is pointed at: %j', async (route, body, ...pointers) => {
    const before = await contents(test)
    await send(route, body).expect(problem(400, refusalOf(route), ...pointers))
    expect(await contents(test)).toEqual(before)
  })

  it('is tried at every route that takes a body', () => {
    const tried = new Set([...FIELDS, ...ACCOUNT_FIELDS, ...JOINING_FIELDS].map(([route]) => route))
    const untried = Object.entries(openApiOf(test.app).paths).flatMap(([path, operations]) => {
      const address = path.replace('/api/v1', '').replaceAll(/\{\w+\}/g, '[^/]+')
      return (['post', 'put', 'patch', 'delete'] as const)
        .filter(method => takesJson(operations[method]?.requestBody))
        .map(method => method.toUpperCase())
        .filter(method => ![...tried].some(route => new RegExp(`^${method} ${address}$`).test(route)))
        .map(method => `${method} ${path}`)
    })
    expect(untried).toEqual([])
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
