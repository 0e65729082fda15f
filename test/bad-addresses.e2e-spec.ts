import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { contents, problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aWorkingCopy, placeIn } from './support/world.js'

const cursorOf = (...values: unknown[]): string => Buffer.from(JSON.stringify(values)).toString('base64url')

const AN_ID = '01a208cf-f541-7088-8fc2-b12e06bc214c'
const A_MOMENT = '2026-12-18T12:00:00.000000Z'

const QUERIES: [query: string, code: string, ...pointers: string[]][] = [
  ['limit=0', 'invalid-request', '/limit'],
  ['limit=101', 'invalid-request', '/limit'],
  ['limit=', 'invalid-request', '/limit'],
  ['limit=ten', 'invalid-request', '/limit'],
  ['limit=1.5', 'invalid-request', '/limit'],
  ['limit=1&limit=2', 'invalid-request', '/limit'],
  ['limit[]=1', 'invalid-request', '/limit[]'],
  ['id[]=x', 'invalid-request', '/id[]'],
  ['colour=red', 'invalid-request', '/colour'],
  ['__proto__=x', 'text-not-allowed', '/__proto__'],
  ['constructor=x', 'text-not-allowed', '/constructor'],
  ['%00=x', 'text-not-allowed', ''],
  ['category=%00', 'text-not-allowed', '/category'],
  ['category=x', 'invalid-request', '/category'],
  ['status=sold', 'invalid-request', '/status'],
  ['status=open&status=closed', 'invalid-request', '/status'],
  ['tier=none', 'invalid-request', '/tier'],
  ['scope=all', 'invalid-request', '/scope'],
  ['sort=title', 'invalid-request', '/sort'],
  ['closingAfter=tomorrow', 'invalid-request', '/closingAfter'],
  ['closingAfter=0000-01-01T00:00:00Z', 'invalid-request', '/closingAfter'],
  ['closingAfter=2026-01-01T00:00:00%2B16:00', 'invalid-request', '/closingAfter'],
  ['closingBefore=9999-12-31T23:59:59-14:00', 'invalid-request', '/closingBefore'],
  ['cursor=', 'cursor-malformed'],
  ['cursor=x', 'cursor-malformed'],
  ['cursor=%ED%A0%80', 'cursor-malformed'],
  [`cursor=${'x'.repeat(501)}`, 'invalid-request', '/cursor'],
  ['cursor=a&cursor=b', 'invalid-request', '/cursor'],
  [`cursor=${cursorOf()}`, 'cursor-malformed'],
  [`cursor=${cursorOf(1, 2)}`, 'cursor-malformed'],
  [`cursor=${cursorOf(A_MOMENT)}`, 'cursor-malformed'],
  [`cursor=${cursorOf(A_MOMENT, 'x')}`, 'cursor-malformed'],
  [`cursor=${cursorOf(A_MOMENT, AN_ID, AN_ID)}`, 'cursor-malformed'],
  [`cursor=${cursorOf('0000-01-01T00:00:00.000000Z', AN_ID)}`, 'cursor-malformed'],
  [`cursor=${cursorOf('2026-01-01T00:00:00.000000+15:00', AN_ID)}`, 'cursor-malformed'],
]

const ADDRESSES: [path: string, status: number, code: string][] = [
  ['/requirements/%00', 400, 'text-not-allowed'],
  [`/requirements/${AN_ID}%00`, 400, 'text-not-allowed'],
  ['/requirements/%zz', 400, 'malformed'],
  ['/requirements/%', 400, 'malformed'],
  ['/requirements/%ED%A0%80', 400, 'malformed'],
  [`/requirements/${'x'.repeat(256)}`, 414, 'address-too-long'],
  [`/requirements?cursor=${'x'.repeat(20_000)}`, 431, 'headers-too-large'],
  ['/requirements/x', 404, 'not-found'],
  [`/requirements/${AN_ID}%0a`, 404, 'not-found'],
  [`/requirements/{${AN_ID}}`, 404, 'not-found'],
  ['/requirements/00000000-0000-0000-0000-000000000000', 404, 'not-found'],
  ["/requirements/'%20OR%201=1--", 404, 'not-found'],
  ['/requirements/..%2f..%2fetc%2fpasswd', 404, 'not-found'],
  ['/requirements/é', 404, 'not-found'],
  ['/nothing', 404, 'not-found'],
  ['/bids/{bid}/receipts/0', 404, 'not-found'],
  ['/bids/{bid}/receipts/-1', 404, 'not-found'],
  ['/bids/{bid}/receipts/1e0', 404, 'not-found'],
  ['/bids/{bid}/receipts/2147483648', 404, 'not-found'],
  ['/bids/{bid}/receipts/99999999999999999999', 404, 'not-found'],
  ['/bids/{bid}/receipts/%00', 400, 'text-not-allowed'],
  ['/bids/{bid}/submissions/a%20b', 400, 'idempotency-key-malformed'],
  ['/bids/{bid}/submissions/%C3%A9', 400, 'idempotency-key-malformed'],
  ['/bids/{bid}/submissions/%00', 400, 'text-not-allowed'],
  [`/bids/{bid}/submissions/${'x'.repeat(256)}`, 414, 'address-too-long'],
  ['/rule-sets/%00', 400, 'text-not-allowed'],
  ['/rule-sets/9.9.9', 404, 'not-found'],
  ['/questionnaires/9.9.9', 404, 'not-found'],
  ['/guidelines/ai-procurement/2019-10-01', 404, 'not-found'],
  ['/bids/{bid}/ethics-answers?section=', 404, 'not-found'],
  ['/bids/{bid}/ethics-answers?section=99', 404, 'not-found'],
  ['/bids/{bid}/ethics-answers?section=1&section=2', 400, 'invalid-request'],
  ['/bids/{bid}/ethics-answers?section=99999999999', 400, 'invalid-request'],
]

/** What a server that speaks HTTP by the letter never sends, and how much of it is answered with what. */
const BROKEN: [what: string, sent: string, status: number, code: string][] = [
  ['no HTTP', 'EHLO example.test\r\n\r\n', 400, 'malformed'],
  ['a header without a name', 'GET /api/v1/requirements HTTP/1.1\r\n: x\r\n\r\n', 400, 'malformed'],
  ['two lengths', 'POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}', 400, 'malformed'],
  ['headers of 20 kB', `GET /api/v1/requirements HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers-too-large'],
]

describe('An address', () => {
  let test: TestApp
  let requirementId: string
  let bidId: string

  beforeAll(async () => {
    test = await TestApp.start()
    requirementId = await anOpenRequirement(test)
    bidId = await aWorkingCopy(test, requirementId)
  })
  afterAll(() => test.stop())

  it.each(QUERIES)('with ?%s is refused', async (query, code, ...pointers) => {
    await test
      .api('supplier-admin')
      .get(`/requirements?${query}`)
      .expect(problem(400, code, ...pointers))
  })

  it.each(['/agreements', '/bids', '/notifications', '/sessions', '/api-tokens'])(
    'of the list %s takes no cursor but its own',
    async path => {
      await test
        .api('supplier-admin')
        .get(`${path}?cursor=${cursorOf('x')}`)
        .expect(problem(400, 'cursor-malformed'))
      await test
        .api('supplier-admin')
        .get(`${path}?cursor=${cursorOf(A_MOMENT, AN_ID)}`)
        .expect(problem(400, 'cursor-malformed'))
      await test
        .api('supplier-admin')
        .get(`${path}?cursor=${cursorOf(AN_ID)}`)
        .expect(200)
    },
  )

  it.each(ADDRESSES)('%s is refused with %d', async (path, status, code) => {
    await test.api('supplier-admin').get(path.replace('{bid}', bidId)).expect(problem(status, code))
  })

  it.each(['put', 'delete'] as const)('of a list does not take %s', async method => {
    await test.api('supplier-admin')[method]('/requirements').expect(problem(404, 'not-found'))
  })

  it('holds its id in upper case as well', async () => {
    const { body } = await test.api('supplier-admin').get(`/requirements/${requirementId.toUpperCase()}`).expect(200)
    expect(body).toMatchObject({ id: requirementId })
    await test.api('supplier-admin').get(`/bids/${bidId.toUpperCase()}`).expect(200)
    const { categoryId } = await placeIn(test, 'PRACTICE')
    const found = await test.api('supplier-admin').get(`/requirements?category=${categoryId.toUpperCase()}`).expect(200)
    expect(found.body).toMatchObject({ items: [{ id: requirementId }] })
  })

  it.each(BROKEN)('sent as %s is answered with a problem and a closed connection', async (_, sent, status, code) => {
    const { port } = test.app.getHttpServer().address() as { port: number }
    const socket = connect(port, '127.0.0.1')
    socket.write(sent)
    const answer = await text(socket)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer).toContain('application/problem+json')
    expect(JSON.parse(answer.slice(answer.indexOf('{')))).toMatchObject({ status, code })
  })

  it.each([
    ['Authorization', 'Basic dXNlcjpwYXNz', 401, 'not-signed-in'],
    ['Authorization', 'Bearer', 401, 'not-signed-in'],
    ['Authorization', `Bearer ${'x'.repeat(300)}`, 401, 'not-signed-in'],
    ['Authorization', "Bearer ' OR 1=1 --", 401, 'not-signed-in'],
    ['X-Organisation', 'x', 403, 'organisation-not-yours'],
    ['X-Organisation', AN_ID, 403, 'organisation-not-yours'],
    ['Idempotency-Key', 'a b', 400, 'idempotency-key-malformed'],
    ['Idempotency-Key', '\u00e9', 400, 'idempotency-key-malformed'],
    ['Idempotency-Key', 'x'.repeat(256), 400, 'idempotency-key-malformed'],
  ])('with the header %s: %s is refused with %d', async (name, value, status, code) => {
    const before = await contents(test)
    await test.api('rival-admin').post(`/requirements/${requirementId}/bids`).set(name, value).expect(problem(status, code))
    expect(await contents(test)).toEqual(before)
  })
})
