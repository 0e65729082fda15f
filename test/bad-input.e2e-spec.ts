import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { aFile } from './support/evidence.js'
import { contents, problem } from './support/problems.js'
import { type Player, TestApp } from './support/test-app.js'
import { aDraft, anOpening, anOpenRequirement, aWorkingCopy, eventsHandled, placeIn, theAuditOf } from './support/world.js'

/** The routes that take a body, one of each kind; ids are filled in from the world. */
const ROUTES: [route: string, player: Player | undefined][] = [
  ['POST /sessions', undefined],
  ['POST /requirements', 'buyer-author'],
  ['PATCH /requirements/{draft}', 'buyer-author'],
  ['POST /requirements/{waiting}/return', 'buyer-approver'],
  ['POST /requirements/{waiting}/release-hold', 'senior-officer'],
  ['POST /requirements/{open}/extend', 'buyer-author'],
  ['POST /requirements/{open}/amend', 'buyer-author'],
  ['POST /requirements/{open}/cancel', 'buyer-approver'],
  ['POST /requirements/{open}/reopen', 'buyer-approver'],
  ['POST /requirements/{open}/interest-declarations', 'evaluator'],
  ['PATCH /bids/{bid}', 'bid-writer'],
  ['PATCH /bids/{bid}/ethics-answers', 'bid-writer'],
  ['PUT /bids/{bid}/acknowledgements/SR-01', 'bid-writer'],
  ['PATCH /files/{file}', 'bid-writer'],
  ['POST /bids/{bid}/problem-reports', 'bid-writer'],
  ['POST /requirements/{open}/problem-reports', 'bid-writer'],
  ['POST /ethics-audits/{audit}/verdicts', 'procurement-officer'],
  ['POST /ethics-audits/{audit}/threads/Q906/messages', 'procurement-officer'],
  ['POST /ethics-audits/{audit}/sign-off', 'procurement-officer'],
  ['POST /bids/{bid}/audit-threads/Q906/messages', 'bid-writer'],
]

const BODIES: [what: string, body: string | Buffer, status: number, code: string, ...pointers: string[]][] = [
  ['half a document', '{"title":', 400, 'body-not-json'],
  ['a trailing comma', '{"title":"x",}', 400, 'body-not-json'],
  ['no JSON at all', 'title=x', 400, 'body-not-json'],
  ['a list', '[{"title":"x"}]', 400, 'body-not-an-object'],
  ['a text', '"x"', 400, 'body-not-an-object'],
  ['a number beyond all numbers', '1e999', 400, 'body-not-an-object'],
  ['null', 'null', 400, 'body-not-an-object'],
  ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), 400, 'body-not-utf8'],
  ['NUL in a text', '{"a":[{"b":"x\\u0000"}]}', 400, 'text-not-allowed', '/a/0/b'],
  ['NUL in a name', '{"a\\u0000":1}', 400, 'text-not-allowed', ''],
  ['the first half of a surrogate pair', '{"a/b":"\\ud800"}', 400, 'text-not-allowed', '/a~1b'],
  ['the second half of a surrogate pair', '{"~":"\\udc00x"}', 400, 'text-not-allowed', '/~0'],
  ['__proto__', '{"__proto__":{"isAdmin":true}}', 400, 'body-not-json'],
  ['__proto__ in disguise', '{"\\u005f_proto__":{"isAdmin":true}}', 400, 'body-not-json'],
  ['constructor.prototype', '{"constructor":{"prototype":{"isAdmin":true}}}', 400, 'body-not-json'],
  ['names every object inherits', '{"constructor":1,"a":{"toString":1}}', 400, 'text-not-allowed', '/constructor', '/a/toString'],
  ['lists 10^5 deep', '['.repeat(100_000) + ']'.repeat(100_000), 400, 'body-too-deep'],
  ['objects 10^5 deep', '{"a":'.repeat(100_000), 400, 'body-too-deep'],
  ['10 MB', `{"title":"${'x'.repeat(10_000_000)}"}`, 413, 'body-too-large'],
]

/** Wrong in type or form, and the place each is wrong at. */
const FIELDS: [route: string, body: object, ...pointers: string[]][] = [
  ['POST /sessions', { email: 5, password: true }, '/email', '/password'],
  ['POST /sessions', { email: ['a@example.test'], password: 'x', otp: '1' }, '/email', '/otp'],
  ['POST /requirements', { title: 'x' }, '/agreementId'],
  ['POST /requirements', { agreementId: 'x', title: 5, buyerId: 'x', state: 'open' }, '/agreementId', '/title', '/buyerId', '/state'],
  ['PATCH /requirements/{draft}', { title: 'x'.repeat(201) }, '/title'],
  ['PATCH /requirements/{draft}', { problemStatement: { text: 'x' } }, '/problemStatement'],
  ['PATCH /requirements/{draft}', { outcomes: {}, criteria: 'x', priceLines: [null] }, '/outcomes', '/criteria', '/priceLines/0'],
  ['PATCH /requirements/{draft}', { outcomes: [{}], measures: [[]] }, '/outcomes/0/id', '/outcomes/0/text', '/measures'],
  ['PATCH /requirements/{draft}', { criteria: [{ id: 'C1', title: 'x', kind: 'price' }] }, '/criteria/0/weight'],
  [
    'PATCH /requirements/{draft}',
    { criteria: [{ id: 'C1', title: 'x', kind: 'luck', weight: 30 }] },
    '/criteria/0/kind',
    '/criteria/0/weight',
  ],
  ['PATCH /requirements/{draft}', { riskProfile: [], settings: [{}], filters: 'x' }, '/riskProfile', '/settings', '/filters'],
  [
    'PATCH /requirements/{draft}',
    { estimatedValue: {} },
    '/estimatedValue/amount',
    '/estimatedValue/currency',
    '/estimatedValue/vatAmount',
  ],
  [
    'PATCH /requirements/{draft}',
    { estimatedValue: { amount: 250000, currency: 'EUR' } },
    '/estimatedValue/amount',
    '/estimatedValue/currency',
  ],
  [
    'PATCH /requirements/{draft}',
    { termMonths: 1.5, riskProfile: { scale: -1, colour: 'red' } },
    '/termMonths',
    '/riskProfile/scale',
    '/riskProfile/colour',
  ],
  [
    'PATCH /requirements/{draft}',
    { submissionDeadline: '2027-02-31T00:00:00Z', clarificationDeadline: 5 },
    '/submissionDeadline',
    '/clarificationDeadline',
  ],
  [
    'PATCH /requirements/{draft}',
    { submissionDeadline: '0000-01-01T00:00:00Z', awardDate: '2027-02-31' },
    '/submissionDeadline',
    '/awardDate',
  ],
  ['PATCH /requirements/{draft}', { submissionDeadline: '9999-12-31T23:59:59-14:00' }, '/submissionDeadline'],
  ['PATCH /requirements/{draft}', { submissionDeadline: '2027-01-01T00:00:00+16:00' }, '/submissionDeadline'],
  ['PATCH /requirements/{draft}', { categoryIds: ['x'], cpvCodes: [72300000] }, '/categoryIds', '/cpvCodes'],
  ['POST /requirements/{waiting}/return', { reason: '' }, '/reason'],
  ['POST /requirements/{waiting}/return', {}, '/reason'],
  ['POST /requirements/{waiting}/release-hold', {}, '/reason', '/seniorOwner'],
  ['POST /requirements/{waiting}/release-hold', { reason: ' \n', seniorOwner: '' }, '/reason', '/seniorOwner'],
  ['POST /requirements/{waiting}/release-hold', { reason: 5, seniorOwner: ['x'], rule: 'BR-14' }, '/reason', '/seniorOwner', '/rule'],
  ['POST /requirements/{waiting}/release-hold', { reason: 'x'.repeat(5001), seniorOwner: 'x'.repeat(501) }, '/reason', '/seniorOwner'],
  ['POST /requirements/{open}/extend', {}, '/submissionDeadline', '/reason'],
  ['POST /requirements/{open}/extend', { submissionDeadline: null, reason: ' ' }, '/submissionDeadline', '/reason'],
  [
    'POST /requirements/{open}/extend',
    { submissionDeadline: '2027-02-29T12:00:00Z', clarificationDeadline: 1, awardDate: 'soon', reason: 'x'.repeat(5001), state: 'open' },
    '/submissionDeadline',
    '/clarificationDeadline',
    '/awardDate',
    '/reason',
    '/state',
  ],
  ['POST /requirements/{open}/extend', { submissionDeadline: '2029-12-31T12:00', reason: ['x'] }, '/submissionDeadline', '/reason'],
  ['POST /requirements/{open}/amend', {}, '/changes', '/reason'],
  ['POST /requirements/{open}/amend', { changes: null, reason: 'x' }, '/changes'],
  ['POST /requirements/{open}/amend', { changes: [], reason: 'x' }, '/changes'],
  [
    'POST /requirements/{open}/amend',
    { changes: { title: 5, settings: { reuse: 'maybe' }, buyerId: 'x' }, reason: 5 },
    '/changes/title',
    '/changes/settings/reuse',
    '/changes/buyerId',
    '/reason',
  ],
  ['POST /requirements/{open}/cancel', { reason: '\n\t ' }, '/reason'],
  ['POST /requirements/{open}/cancel', { cancelled: true }, '/reason', '/cancelled'],
  ['POST /requirements/{open}/reopen', { submissionDeadline: 'later' }, '/submissionDeadline', '/reason'],
  ['POST /requirements/{open}/interest-declarations', { hasInterest: 'no' }, '/hasInterest', '/details'],
  ['PATCH /bids/{bid}', { awardAnswers: [{}], priceSchedule: [{ lineId: 'P1' }] }, '/awardAnswers/0/text', '/priceSchedule/0/unitPrice'],
  [
    'PATCH /bids/{bid}',
    { priceSchedule: [{ lineId: 'P1', unitPrice: '-1' }], declarations: [] },
    '/priceSchedule/0/unitPrice',
    '/declarations',
  ],
  ...['1.00001', '01.00', '1,000', '£1', '1e3', '-0', ' 1', '1.', '.5', '١٢٣', '9'.repeat(14), 'NaN', ''].map(
    (unitPrice): [string, object, string] => [
      'PATCH /bids/{bid}',
      { priceSchedule: [{ lineId: 'P1', unitPrice }] },
      '/priceSchedule/0/unitPrice',
    ],
  ),
  ['PATCH /bids/{bid}', { priceSchedule: [{ lineId: 'P1', unitPrice: 1.5 }] }, '/priceSchedule/0/unitPrice'],
  ['PATCH /bids/{bid}', { awardAnswers: [{ questionId: 'x', text: 5 }] }, '/awardAnswers/0/questionId', '/awardAnswers/0/text'],
  ['PATCH /bids/{bid}', { priceTotal: '1.00', wordCounts: [] }, '/priceTotal', '/wordCounts'],
  ['PATCH /requirements/{draft}', { priceLines: [{ id: 'P1', title: 'x', unit: 'x', quantity: '1.0001' }] }, '/priceLines/0/quantity'],
  ['PATCH /requirements/{draft}', { priceLines: [{ id: 'P1', title: 'x', unit: 'x', quantity: '-1' }] }, '/priceLines/0/quantity'],
  ['PATCH /requirements/{draft}', { criteria: [{ id: 'C1', title: 'x', kind: 'price', weight: '33.3333' }] }, '/criteria/0/weight'],
  ['PATCH /requirements/{draft}', { criteria: [{ id: 'C1', title: 'x', kind: 'price', weight: '-1' }] }, '/criteria/0/weight'],
  ['PATCH /requirements/{draft}', { criteria: [{ id: 'C1', title: 'x', kind: 'price', weight: '100.001' }] }, '/criteria/0/weight'],
  ['POST /bids/{bid}/problem-reports', {}, '/text'],
  ['POST /bids/{bid}/problem-reports', { text: ' \n', requestId: 'x', bidId: 'x' }, '/text', '/requestId', '/bidId'],
  ['POST /bids/{bid}/problem-reports', { text: 'x'.repeat(10_001) }, '/text'],
  ['POST /requirements/{open}/problem-reports', { text: ['x'], requestId: 5 }, '/text', '/requestId'],
  ['PATCH /bids/{bid}', { declarations: { termsAccepted: 'yes' }, supplierId: 'x' }, '/declarations/termsAccepted', '/supplierId'],
  ['PATCH /bids/{bid}/ethics-answers', { Q101: 'ai_core', Q102: { value: 'x' } }, '/Q101', '/Q102/value'],
  ['PATCH /bids/{bid}/ethics-answers', { Q101: { value: 'x' }, Q999: {} }, '/Q101/value', '/Q999'],
  [
    'PATCH /bids/{bid}/ethics-answers',
    { Q201: { text: 5, parts: { colour: 'red' } }, Q906: [] },
    '/Q201/text',
    '/Q201/parts/colour',
    '/Q906',
  ],
  ['PATCH /bids/{bid}/ethics-answers', { Q201: { value: 'x' }, Q501: { value: ['x'] } }, '/Q201/value', '/Q501/value'],
  ['PUT /bids/{bid}/acknowledgements/SR-01', {}, '/reason'],
  ['PUT /bids/{bid}/acknowledgements/SR-01', { reason: ' \t', stands: true }, '/reason', '/stands'],
  ['PUT /bids/{bid}/acknowledgements/SR-01', { reason: ['x'] }, '/reason'],
  ['PUT /bids/{bid}/acknowledgements/SR-01', { reason: 'x'.repeat(5001) }, '/reason'],
  ['PATCH /files/{file}', { type: 5, issuer: ['x'], scope: {} }, '/type', '/issuer', '/scope'],
  [
    'PATCH /files/{file}',
    { issueDate: '2027-02-31', expiryDate: 'soon', confidentiality: 'x'.repeat(2001) },
    '/issueDate',
    '/expiryDate',
    '/confidentiality',
  ],
  ['PATCH /files/{file}', { name: 'x.pdf', scan: 'clean' }, '/name', '/scan'],
  ['POST /ethics-audits/{audit}/verdicts', { questionId: 'Q906' }, '/finding'],
  ['POST /ethics-audits/{audit}/verdicts', { questionId: 906, finding: 'fine', reason: [] }, '/questionId', '/finding', '/reason'],
  ['POST /ethics-audits/{audit}/verdicts', { questionId: 'Q906', finding: 'accepted', checked: 1 }, '/checked'],
  ['POST /ethics-audits/{audit}/threads/Q906/messages', { text: '' }, '/text'],
  ['POST /ethics-audits/{audit}/threads/Q906/messages', { text: ' \t ' }, '/text'],
  ['POST /bids/{bid}/audit-threads/Q906/messages', { text: 'x'.repeat(10_001) }, '/text'],
  ['POST /bids/{bid}/audit-threads/Q906/messages', { text: 'x', files: ['x'] }, '/files'],
  [
    'POST /ethics-audits/{audit}/sign-off',
    { referrals: [{ rule: 'XR-01', outcome: 'fine', reason: 1 }] },
    '/referrals/0/outcome',
    '/referrals/0/reason',
  ],
  ['POST /ethics-audits/{audit}/sign-off', { referrals: {} }, '/referrals'],
]

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
    await eventsHandled(test)
  }, 60_000)
  afterAll(() => test.stop())

  const send = (route: string, body: object | string | Buffer, contentType = 'application/json') => {
    const call = route.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(ids[name]))
    const player = ROUTES.find(([known]) => known === route)?.[1]
    const request = test.call(call, player).set('Content-Type', contentType).set('If-Match', '"1"')
    return typeof body === 'string' || Buffer.isBuffer(body) ? request.serialize(raw => raw as string).send(body) : request.send(body)
  }

  describe.each(ROUTES)('sent to %s', route => {
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

  it.each(FIELDS)('sent to %s is pointed at: %j', async (route, body, ...pointers) => {
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
