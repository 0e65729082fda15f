import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { newId } from '../src/shared/ids.js'
import { aComment } from './support/comments.js'
import { aFile } from './support/evidence.js'
import { aClaimedProduct } from './support/library.js'
import { aColleague, aPersonInvitation, aRegistration, grant, hire, organisationId } from './support/people.js'
import { contents, problem } from './support/problems.js'
import { Questions } from './support/questions.js'
import { type Newcomer, type Player, TestApp } from './support/test-app.js'
import { aDraft, anOpening, anOpenRequirement, aPassingBid, aWorkingCopy, declareNoInterests, GOLDEN } from './support/world.js'

const LATER = { submissionDeadline: '2029-12-31T12:00:00Z', reason: 'x' }

/** Somebody else's thing, asked for by a person whose role the route demands. */
const FOREIGN: [route: string, player: Player | Newcomer, body: object | null][] = [
  ['GET /requirements/{draft}', 'new-author', null],
  ['GET /requirements/{draft}', 'supplier-admin', null],
  ['PATCH /requirements/{draft}', 'new-author', { title: 'x' }],
  ['POST /requirements/{draft}/readiness-check', 'new-author', null],
  ['POST /requirements/{draft}/submit-for-approval', 'new-author', null],
  ['POST /requirements/{draft}/approve', 'new-approver', null],
  ['POST /requirements/{draft}/return', 'new-approver', { reason: 'x' }],
  ['POST /requirements/{draft}/publish', 'new-author', null],
  ['POST /requirements/{draft}/extend', 'new-author', LATER],
  ['POST /requirements/{draft}/amend', 'new-author', { changes: { title: 'x' }, reason: 'x' }],
  ['POST /requirements/{draft}/cancel', 'new-author', { reason: 'x' }],
  ['POST /requirements/{draft}/reopen', 'new-approver', LATER],
  ['GET /requirements/{draft}/versions', 'new-author', null],
  ['GET /requirements/{draft}/versions/1', 'new-author', null],
  ['GET /requirements/{draft}/history', 'new-author', null],
  ['GET /requirements/{draft}/shortlist', 'new-author', null],
  ['GET /requirements/{draft}/shortlist/matching', 'new-author', null],
  ['GET /requirements/{draft}/shortlist/others', 'new-author', null],
  ['GET /requirements/{draft}/invitation-rounds', 'new-author', null],
  ['PUT /requirements/{draft}/shortlist', 'new-author', { name: 'x', filters: {} }],
  ['POST /requirements/{draft}/shortlist/runs', 'new-author', null],
  ['GET /requirements/{draft}/comments', 'new-author', null],
  ['POST /requirements/{draft}/comments', 'new-author', { text: 'x' }],
  ['POST /comments/{comment}/resolve', 'new-author', null],
  ['POST /comments/{comment}/reopen', 'new-author', null],
  ['GET /requirements/{draft}/changes', 'new-author', null],
  ['GET /requirements/{draft}/changes', 'supplier-admin', null],
  ['GET /requirements/{draft}/opening', 'new-approver', null],
  ['GET /requirements/{draft}/comparison', 'new-author', null],
  ['GET /requirements/{draft}/comparison/award/A1', 'new-author', null],
  ['POST /requirements/{draft}/bid-packs', 'new-author', null],
  ['POST /requirements/{draft}/bids', 'supplier-admin', null],
  ['GET /requirements/{draft}/invitation', 'supplier-admin', null],
  ['POST /requirements/{draft}/invitation/intend', 'supplier-admin', null],
  ['POST /requirements/{draft}/invitation/decline', 'supplier-admin', { reason: 'terms' }],
  ['GET /requirements/{draft}/clarifications', 'supplier-admin', null],
  ['GET /requirements/{draft}/clarifications/own', 'supplier-admin', null],
  ['GET /requirements/{draft}/clarifications/waiting', 'new-author', null],
  ['POST /requirements/{draft}/clarifications', 'supplier-admin', { question: 'x' }],
  ['GET /requirements/{draft}/rule-clarifications', 'supplier-admin', null],
  ['GET /requirements/{draft}/rule-clarifications/own', 'supplier-admin', null],
  ['POST /requirements/{draft}/rule-clarifications', 'supplier-admin', { rule: 'SR-17', reason: 'x' }],
  ['GET /requirements/{draft}/waivers', 'new-author', null],
  ['POST /clarifications/{question}/answer', 'new-author', { question: 'x', answer: 'x', material: false }],
  ['POST /clarifications/{question}/refuse', 'new-author', { reason: 'x' }],
  ['POST /clarifications/{question}/withdraw', 'rival-admin', null],
  ['POST /rule-clarifications/{unfit}/withdraw', 'rival-admin', null],
  ['POST /requirements/{draft}/interest-declarations', 'new-author', { hasInterest: false, details: '' }],
  ['GET /requirements/{draft}/bids', 'new-approver', null],
  ['POST /requirements/{draft}/open-bids', 'new-approver', null],
  ['GET /bids/{bid}', 'rival-admin', null],
  ['PATCH /bids/{bid}', 'rival-admin', GOLDEN.bid],
  ['GET /bids/{bid}/ethics-answers', 'rival-admin', null],
  ['GET /bids/{bid}/ethics-answers?section=99', 'rival-admin', null],
  ['PATCH /bids/{bid}/ethics-answers', 'rival-admin', { Q101: { value: 'ai_core' } }],
  ['POST /bids/{bid}/ethics-check', 'rival-admin', null],
  ['PUT /bids/{bid}/acknowledgements/SR-01', 'rival-admin', { reason: 'x' }],
  ['PUT /bids/{bid}/acknowledgements/SR-999', 'rival-admin', { reason: 'x' }],
  ['POST /bids/{bid}/files', 'rival-admin', null],
  ['GET /bids/{bid}/files', 'rival-admin', null],
  ['GET /files/{file}', 'rival-admin', null],
  ['GET /files/{file}', 'new-approver', null],
  ['GET /files/{file}', 'procurement-officer', null],
  ['GET /files/{file}/content', 'rival-admin', null],
  ['GET /files/{file}/content', 'new-approver', null],
  ['PATCH /files/{file}', 'rival-admin', { issuer: 'x' }],
  ['DELETE /files/{file}', 'rival-admin', null],
  ['POST /bids/{bid}/submit', 'rival-admin', null],
  ['POST /bids/{bid}/withdraw', 'rival-admin', null],
  ['GET /bids/{bid}/timeline', 'rival-admin', null],
  ['POST /bids/{bid}/problem-reports', 'rival-admin', { text: 'x' }],
  ['GET /bids/{bid}/audit-threads', 'rival-admin', null],
  ['POST /bids/{bid}/audit-threads/Q906/messages', 'rival-admin', { text: 'x' }],
  ['GET /requirements/{draft}/ethics-report', 'new-approver', null],
  ['GET /requirements/{draft}/timeline', 'supplier-admin', null],
  ['POST /requirements/{draft}/problem-reports', 'supplier-admin', { text: 'x' }],
  ['GET /bids/{bid}/submissions/sent', 'rival-admin', null],
  ['GET /bids/{bid}/submissions/never-sent', 'rival-admin', null],
  ['GET /bids/{bid}/receipts/1', 'rival-admin', null],
  ['GET /bids/{bid}/receipts/2', 'rival-admin', null],
  ['GET /library/answers/B1?product={product}', 'rival-admin', null],
  ['PUT /library/answers/B1?product={product}', 'rival-admin', { answer: { values: { claim: 'x' } } }],
  ['POST /library/answers/B1/confirm?product={product}', 'rival-admin', null],
  ['GET /library/answers/B1/versions?product={product}', 'rival-admin', null],
  ['GET /library/answers/B1/versions/1?product={product}', 'rival-admin', null],
  ['GET /library/answers/B1/versions/1/diff/1?product={product}', 'rival-admin', null],
  ['POST /library/products/{product}/retire', 'rival-admin', null],
  ['PUT /people/{person}/roles/evaluator', 'new-admin', null],
  ['DELETE /people/{person}/roles/evaluator', 'new-admin', null],
  ['DELETE /people/{person}', 'new-admin', null],
  ['POST /people/invitations/{invitation}/resend', 'new-admin', null],
  ['POST /people/invitations/{invitation}/revoke', 'new-admin', null],
  ['POST /account/registrations/{registration}/withdraw', 'rival-admin', null],
]

/** What anybody may see, but only its buyer may do. */
const SEEN_NOT_ALLOWED: [string, Newcomer, object | null][] = [
  ['PATCH /requirements/{open}', 'new-author', { title: 'x' }],
  ['POST /requirements/{open}/readiness-check', 'new-author', null],
  ['POST /requirements/{open}/submit-for-approval', 'new-author', null],
  ['POST /requirements/{open}/publish', 'new-approver', null],
  ['POST /requirements/{open}/approve', 'new-approver', null],
  ['POST /requirements/{open}/extend', 'new-approver', LATER],
  ['POST /requirements/{open}/amend', 'new-author', { changes: { title: 'x' }, reason: 'x' }],
  ['POST /requirements/{open}/cancel', 'new-approver', { reason: 'x' }],
]

describe('What is not yours', () => {
  let test: TestApp
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    test = await TestApp.start()
    await hire(test, 'new-author', 'Second Example Authority', 'buyer-author')
    await hire(test, 'new-approver', 'Second Example Authority', 'buyer-approver')
    await hire(test, 'new-admin', 'Second Example Authority', 'organisation-admin')
    const open = await anOpenRequirement(test)
    const bid = await aPassingBid(test, open)
    const { id: file } = await aFile(test, bid)
    await test.api('supplier-admin').post(`/bids/${bid}/submit`).set('Idempotency-Key', 'sent').expect(201)
    const draft = (await aDraft(test)).id
    Object.assign(ids, { draft, comment: await aComment(test, draft), open, bid, file, question: await new Questions(test).asked(open) })
    Object.assign(ids, {
      unfit: await new Questions(test).askedOfRule(open),
      person: await aColleague(test, 'First Example Council', 'buyer-author'),
      invitation: await aPersonInvitation(test),
      registration: await aRegistration(test),
      product: await aClaimedProduct(test),
    })
  })
  afterAll(() => test.stop())

  const ask = async (route: string, player: Player | Newcomer, body: object | null, things: Record<string, string>) => {
    const call = route.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(things[name]))
    const request = test.call(call, player).set('If-Match', '"1"')
    const { status, headers, text } = await (body === null ? request : request.send(body))
    const told = Object.entries(headers).filter(([name]) => !['date', 'x-request-id'].includes(name))
    return { status, told, text: Object.values(things).reduce((whole, id) => whole.replaceAll(id, '…'), text) }
  }

  it.each(SEEN_NOT_ALLOWED)('is seen and not allowed: %s for the %s', async (route, player, body) => {
    const { status, text } = await ask(route, player, body, ids)
    expect({ status, code: (JSON.parse(text) as { code: string }).code }).toEqual({ status: 403, code: 'not-the-buyer' })
  })

  it.each(FOREIGN)('is as good as missing: %s for the %s', async (route, player, body) => {
    const before = await contents(test)
    const foreign = await ask(route, player, body, ids)
    const missing = await ask(route, player, body, Object.fromEntries(Object.keys(ids).map(name => [name, newId()])))
    expect(foreign).toEqual(missing)
    expect(foreign.status).toBe(404)
    expect(await contents(test)).toEqual(before)
  })

  it('is not listed', async () => {
    for (const list of ['/requirements?limit=100', '/requirements?scope=own', '/requirements?status=draft']) {
      const { text } = await test.api('new-author').get(list).expect(200)
      expect(text).not.toContain(ids['draft'])
    }
    const { body } = await test.api('rival-admin').get('/bids').expect(200)
    expect(body).toEqual({ items: [], nextCursor: null })
  })

  it('stays another organisation’s when X-Organisation names that one', async () => {
    for (const organisation of ['First Example Council', 'First Example Supplier'] as const)
      await test
        .api('new-author')
        .get(`/requirements/${ids['draft']}`)
        .set('X-Organisation', await organisationId(test, organisation))
        .expect(problem(403, 'organisation-not-yours'))
    await test.api('new-author').get('/notifications').set('X-Organisation', 'x').expect(problem(403, 'organisation-not-yours'))
    await test.api('new-author').get('/notifications').set('X-Organisation', newId()).expect(problem(403, 'organisation-not-yours'))
  })

  it('is known by the organisation one acts in, which must be said when there are several', async () => {
    await hire(test, 'new-both', 'Second Example Authority', 'buyer-author')
    await grant(test, 'new-both', 'First Example Council', 'evaluator')
    await test.api('new-both').get('/requirements?scope=own').expect(problem(400, 'organisation-missing'))
    const asked = async (organisation: 'First Example Council' | 'Second Example Authority') =>
      test
        .api('new-both')
        .get(`/requirements/${ids['draft']}`)
        .set('X-Organisation', (await organisationId(test, organisation)).toUpperCase())
    expect([(await asked('First Example Council')).status, (await asked('Second Example Authority')).status]).toEqual([200, 404])
  })

  it('is unknown to the buyer too, of bids on another buyer’s requirement', async () => {
    const { requirementId, bidIds } = await anOpening(test, 'supplier-admin')
    await test.api('new-approver').get(`/requirements/${requirementId}/bids`).expect(problem(403, 'bids-not-yours'))
    await test
      .api('new-approver')
      .get(`/requirements/${requirementId}/bids/${String(bidIds[0])}`)
      .expect(problem(403, 'bids-not-yours'))
    await test
      .api('buyer-approver')
      .get(`/requirements/${requirementId}/bids/${String(ids['bid'])}`)
      .expect(problem(404, 'not-found'))
  })
})

describe('Sealed bids', () => {
  let test: TestApp
  const asking = ['rival-admin', 'buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer', 'senior-officer', 'auditor'] as const

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
  })
  afterAll(() => test.stop())

  /** All that anybody but the supplier can ask about a requirement, without the ids and moments that differ anyway. */
  const everythingTold = async (requirementId: string, bidId: string): Promise<string[]> => {
    const told: string[] = []
    for (const player of asking) {
      for (const route of [
        'GET {r}',
        'GET {r}/bids',
        'GET {r}/bids/{b}',
        'GET {r}/changes',
        'POST {r}/open-bids',
        'POST {r}/readiness-check',
        'PATCH {r}',
      ]) {
        const call = route.replace('{r}', `/requirements/${requirementId}`).replace('{b}', bidId)
        const { status, text, headers } = await test.call(call, player).set('If-Match', '"1"').send({})
        told.push(`${player} ${route} ${status} ${String(headers['etag'])} ${text}`)
      }
    }
    return told.map(line =>
      line
        .replaceAll(requirementId, 'R')
        .replaceAll(bidId, 'B')
        .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z|\d+ \w+ \d{4} at [\d:]+ \(\w+\)/g, 'T'),
    )
  }

  it('tell nobody whether there are any, before the deadline and after it', async () => {
    const [without, withBids] = [await anOpenRequirement(test, { closesIn: 300 }), await anOpenRequirement(test, { closesIn: 300 })]
    for (const id of [without, withBids]) await declareNoInterests(test, id)
    const bidId = await aPassingBid(test, withBids)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    for (const id of [withBids, without]) await aWorkingCopy(test, id, 'rival-admin')

    expect(await everythingTold(withBids, bidId)).toEqual(await everythingTold(without, newId()))
    await test.moveClock('6 minutes')
    const reading = asking.filter(player => !['buyer-approver', 'procurement-officer'].includes(player))
    for (const player of reading) {
      const [some, none] = [await read(player, withBids), await read(player, without)]
      expect(some.replaceAll(withBids, 'R')).toEqual(none.replaceAll(without, 'R'))
    }
  })

  const read = async (player: Player, requirementId: string): Promise<string> => {
    const { status, text } = await test.api(player).get(`/requirements/${requirementId}/bids`)
    return `${status} ${text}`
  }
})
