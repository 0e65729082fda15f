import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { newId } from '../src/shared/ids.js'
import { openApiOf } from '../src/web/openapi.js'
import { APPLICATION_ROWS } from './support/application-permission-rows.js'
import { DECIDING_ROWS } from './support/deciding-permission-rows.js'
import {
  aCategoryUnder,
  aClaimed,
  act as decide,
  done,
  findAllGood,
  inWorkingDays,
  look,
  noInterestIn,
  supplierOf,
} from './support/deciding.js'
import { aProduct, saveAnswer } from './support/library.js'
import { MEMBERSHIP_ROWS } from './support/membership-permission-rows.js'
import { hire } from './support/people.js'
import { contents } from './support/problems.js'
import { controllersOf, routesOf } from './support/routes.js'
import type { Somebody } from './support/secrecy/asker.js'
import { aCanary, formsOf } from './support/secrecy/canary.js'
import { everyRequest } from './support/secrecy/every-request.js'
import { choose } from './support/shortlists.js'
import { act, dayIn } from './support/standing.js'
import { TestApp } from './support/test-app.js'
import { aDraft, eventsHandled, placeIn } from './support/world.js'

const OWNER = 'rival-admin'

/** Nobody of them is of the supplier, or of the operator. */
const STRANGERS: readonly Somebody[] = [
  'nobody',
  'supplier-admin',
  'bid-writer',
  'buyer-author',
  'buyer-approver',
  'new-author',
  'organisation-admin',
]

/** Nobody of them is of the buyer, or of the operator. */
const NOT_THE_BUYER: readonly Somebody[] = ['nobody', 'supplier-admin', 'bid-writer', OWNER, 'new-author']

/** Everything that anybody does about one thing of a supplier that joins, by the address of its row. */
const OF_A_THING = [...APPLICATION_ROWS, ...DECIDING_ROWS, ...MEMBERSHIP_ROWS].filter(({ route }) =>
  /\/(applications|memberships|membership-reviews)\/\{/.test(route),
)

/** Whether only the operator's people are let through to it at all: then every id is answered by the same word, that the role is missing. */
const ofOfficers = (route: string): boolean =>
  /\/officer\/|membership-reviews|memberships\/\{\w+\}\/(suspend|lift|removal|removal\/take-back|removal\/confirm|recheck)$/.test(route)

/** What addresses name. */
interface Ids extends Record<string, string> {
  applications: string
  memberships: string
  'membership-reviews': string
  requirements: string
}

describe('What is said of an application and of a member', () => {
  let test: TestApp
  let ids: Ids
  let draftId: string
  const [ofSupplier, ofBuyer] = [aCanary(), aCanary()]

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    await hire(test, 'new-author', 'Second Example Authority', 'buyer-author')
    const supplierId = await supplierOf(test, OWNER)
    await noInterestIn(test, supplierId, 'procurement-officer', 'second-officer', 'senior-officer', 'auditor')
    const decided = await aDecidedApplication(supplierId)
    const { agreementId, categoryId } = await placeIn(test, 'PRACTICE')
    const { id: requirements } = await aDraft(test, { agreementId, categoryIds: [categoryId] })
    expect((await choose(test, requirements, {}, ofBuyer)).status).toBe(200)
    draftId = await anotherDraft()
    ids = { ...decided, requirements, suppliers: supplierId, agreements: agreementId, categories: categoryId }
    await eventsHandled(test)
  }, 300_000)
  afterAll(() => test.stop())

  /** Of the rival, with the canary in every text that anybody writes: answers, messages, findings, a ground, the decision, an incident, a removal. */
  const aDecidedApplication = async (supplierId: string) => {
    const applications = await aClaimed(test, { as: OWNER })
    await saveAnswer(test, 'L103', { values: { address: ofSupplier, postcode: 'AB1 2CD', country: 'Wales' } }, { as: OWNER })
    await aProduct(test, ofSupplier, OWNER)
    await done(test, applications, 'ask', { text: `Which office? ${ofSupplier}`, replyBy: await inWorkingDays(test, 2) })
    const reply = { text: `This one: ${ofSupplier}`, answers: [{ question: 'L103' }] }
    await test.api(OWNER).post(`/applications/${applications}/reply`).send(reply).expect(200)
    await done(test, applications, 'exclusions', {
      ground: 'L202',
      evidence: `A report says ${ofSupplier}.`,
      replyBy: await inWorkingDays(test, 2),
    })
    await test.api(OWNER).post(`/applications/${applications}/exclusions/L202/reply`).send({ text: ofSupplier }).expect(200)
    const { file } = await look(test, applications)
    const caseId = String(file.grounds.find(({ ground }) => ground === 'L202')?.case?.id)
    const found = { applies: false, likelyToRecur: false, outcome: 'no-exclusion', reason: ofSupplier }
    await done(test, applications, `exclusions/${caseId}/decide`, found)
    await findAllGood(test, applications)
    const [first] = file.criteria
    await done(test, applications, 'findings', { findings: [{ criterion: String(first?.id), met: true, reason: ofSupplier }] })
    await decide(test, applications, 'admit', (await look(test, applications)).etag).expect(200)
    const [member] = await test.rows<{ id: string }>('SELECT id FROM membership WHERE application_id = $1', [applications])
    const memberships = String(member?.id)
    const incident = { account: ofSupplier, happenedOn: await dayIn(test, -1), product: ofSupplier }
    await test.api(OWNER).post(`/memberships/${memberships}/incidents`).send(incident).expect(204)
    const suspension = { ground: 'incident-examined', reason: ofSupplier }
    expect((await act(test, 'procurement-officer', memberships, 'suspend', suspension)).status).toBe(200)
    const notice = { ground: 'conditions-unmet', evidence: ofSupplier, replyBy: await dayIn(test, 5) }
    expect((await act(test, 'procurement-officer', memberships, 'removal', notice)).status).toBe(200)
    await test.api(OWNER).post(`/memberships/${memberships}/removal/reply`).send({ reply: ofSupplier }).expect(200)
    const [review] = await test.rows<{ id: string }>('SELECT id FROM membership_review WHERE membership_id = $1', [memberships])
    return { applications, memberships, 'membership-reviews': String(review?.id), exclusions: caseId, organisations: supplierId }
  }

  /** Another application of the rival, which is not submitted. */
  const anotherDraft = async (): Promise<string> => {
    const category = await aCategoryUnder(test, 'pcr2015-dps')
    const { body } = await test.api(OWNER).post('/applications').send({ categoryId: category }).expect(201)
    return (body as { id: string }).id
  }

  /** Every read of the API and every page, with those ids where an address asks for one. */
  const reads = (): string[] => {
    const api = everyRequest(openApiOf(test.app), { byName: ids, secret: ids.applications })
      .filter(({ method }) => method === 'GET')
      .map(({ path }) => path)
    const pages = routesOf(controllersOf(test.app))
      .filter(({ method, page }) => method === 'GET' && page !== undefined)
      .map(({ path }) => path.replaceAll(/([^/]+)\/:\w+/g, (_, noun: string) => `${noun}/${ids[noun] ?? ids.applications}`))
    return [...new Set([...api, ...pages])]
  }

  const read = async (who: Somebody, path: string): Promise<string> => {
    const token = who === 'nobody' ? '' : String(test.tokens.get(who))
    const headers: Record<string, string> = path.startsWith('/api/') ? { authorization: `Bearer ${token}` } : { cookie: `session=${token}` }
    const {
      statusCode,
      headers: told,
      body,
    } = await test.app.inject({ method: 'GET', url: path, headers: who === 'nobody' ? {} : headers })
    return `${statusCode} ${JSON.stringify(told)} ${body}`
  }

  const tellers = async (who: Somebody, canary: string): Promise<string[]> => {
    const forms = formsOf(canary)
    const found: string[] = []
    for (const path of reads()) {
      const told = await read(who, path)
      if (forms.some(form => told.includes(form)) || told.startsWith('5')) found.push(`${told.slice(0, 3)} ${path}`)
    }
    return found
  }

  it('is read by its supplier and by its officer, and the shortlist by its buyer: otherwise nothing of this would mean anything', async () => {
    const supplier = await tellers(OWNER, ofSupplier)
    for (const part of ['/messages', '/answers', `/memberships/${ids.memberships}`, '/supplier/applications', '/supplier/memberships'])
      expect([part, supplier.filter(path => path.includes(part)).length > 0]).toEqual([part, true])
    const officer = await tellers('procurement-officer', ofSupplier)
    for (const part of ['/officer/applications', '/record', '/membership-reviews/', '/officer/memberships'])
      expect([part, officer.filter(path => path.includes(part)).length > 0]).toEqual([part, true])
    expect((await tellers('buyer-author', ofBuyer)).length).toBeGreaterThan(1)
  })

  it.each(STRANGERS)('is told to the %s by no address', async who => {
    expect(await tellers(who, ofSupplier)).toEqual([])
  })

  it.each(OF_A_THING)('is as good as missing to another supplier, by $route', async ({ route, body = {} }) => {
    const ask = async (things: Readonly<Record<string, string>>) => {
      const call = route.replaceAll(/([^/]+)\/\{\w+\}/g, (_, noun: string) => `${noun}/${String(things[noun])}`)
      const sent = JSON.parse(JSON.stringify(body).replaceAll(/\{\w+\}/g, newId())) as object
      const { status, headers, text } = await test
        .call(call, 'supplier-admin')
        .set('If-Match', '"1"')
        .send(call.startsWith('GET') ? undefined : sent)
      const told = Object.entries(headers).filter(([name]) => !['date', 'x-request-id'].includes(name))
      return { status, told, text: Object.values(things).reduce((whole, id) => whole.replaceAll(id, '…'), text) }
    }
    await eventsHandled(test)
    const before = await contents(test)
    for (const things of [ids, { ...ids, applications: draftId }]) {
      const found = await ask(things)
      expect(found).toEqual(await ask(Object.fromEntries(Object.keys(things).map(noun => [noun, newId()]))))
      expect([route, found.status]).toEqual([route, ofOfficers(route) ? 403 : 404])
    }
    expect(await contents(test)).toEqual(before)
  })

  it.each(NOT_THE_BUYER)('is not told to the %s of another’s shortlist', async who => {
    expect(await tellers(who, ofBuyer)).toEqual([])
  })
})
