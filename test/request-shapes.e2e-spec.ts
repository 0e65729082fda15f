import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { ROWS } from './support/permission-rows.js'
import { contents, problem } from './support/problems.js'
import { controllersOf, type Route, routesOf } from './support/routes.js'
import { PLAYERS, TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid } from './support/world.js'

const LINE = 'POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'

/** Shapes that two servers in a row may take for different requests. */
const SMUGGLED: [what: string, sent: string][] = [
  ['two lengths', `${LINE}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x`],
  ['two equal lengths in one header', `${LINE}Content-Length: 2, 2\r\n\r\n{}`],
  ['a length with a sign', `${LINE}Content-Length: +2\r\n\r\n{}`],
  ['a length in hexadecimal', `${LINE}Content-Length: 0x2\r\n\r\n{}`],
  ['a length and chunks', `${LINE}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`],
  ['chunks and a length', `${LINE}Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n`],
  ['chunks under another name', `${LINE}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
  ['chunks that are not the last encoding', `${LINE}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`],
  ['a space before the colon', `${LINE}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`],
  ['a header folded over two lines', `${LINE}X-Folded: a\r\n b\r\nContent-Length : 2\r\n\r\n{}`],
  ['a chunk whose size is no number', `${LINE}Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n`],
  ['a chunk longer than it says', `${LINE}Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n`],
  ['a bare CR in a header', 'GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: b\rX-C: d\r\n\r\n'],
  ['NUL in a header', 'GET /health/live HTTP/1.1\r\nHost: x\r\nX-A: b\0c\r\n\r\n'],
  ['no Host', 'GET /health/live HTTP/1.1\r\n\r\n'],
]

describe('A request', () => {
  let test: TestApp
  let routes: Route[]
  let bidId: string

  beforeAll(async () => {
    test = await TestApp.start()
    routes = routesOf(controllersOf(test.app))
    bidId = await aPassingBid(test, await anOpenRequirement(test))
  })
  afterAll(() => test.stop())

  const addressOf = ({ path }: Route): string => path.replaceAll(/:\w+/g, 'x')

  const answerTo = (sent: string): Promise<string> => {
    const { port } = test.app.getHttpServer().address() as { port: number }
    const socket = connect(port, '127.0.0.1')
    socket.write(sent)
    return text(socket)
  }

  it.each(SMUGGLED)('with %s is refused, and its connection is closed', async (_what, sent) => {
    const answer = await answerTo(sent)
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1)
  })

  it('by TRACE or CONNECT or OPTIONS is not found, at any address, and echoes nothing', async () => {
    for (const route of routes)
      for (const method of ['TRACE', 'OPTIONS'] as const) {
        const { statusCode, body } = await test.app.inject({ method, url: addressOf(route), headers: { 'x-secret': 'canary' } })
        expect([method, route.path, statusCode]).toEqual([method, route.path, 404])
        expect(body).not.toContain('canary')
      }
    expect(await answerTo('CONNECT example.test:443 HTTP/1.1\r\nHost: example.test\r\n\r\n')).not.toMatch(/^HTTP\/1\.1 2/)
  })

  it.each(['*health/live', '*api/v1/agreements'])('for %s, which a proxy takes for no address of ours, is refused', async target => {
    expect(await answerTo(`GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /)
  })

  it.each(['GET', 'OPTIONS'])('for the whole server by %s is not found, like any other, and with the same headers', async method => {
    const answer = await answerTo(`${method} * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 404 /)
    expect(answer).toMatch(/^x-content-type-options: nosniff\r$/im)
  })

  it.each([
    ['/api/v1/agreements', 200, 'application/json'],
    ['/api/v1/nothing', 404, 'application/problem+json'],
    ['/opportunities', 200, 'text/html'],
    ['/nothing', 404, 'text/html'],
  ])('for %s that repeats the host before it is answered %i with %s, like one that does not', async (address, status, type) => {
    const answer = await answerTo(`GET http://x${address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(answer).toMatch(new RegExp(`^content-type: ${type.replace('+', '\\+')}`, 'im'))
  })

  it('for an address that looks like another host, a page later, is answered with a page that does not lead there', async () => {
    const { statusCode, body } = await test.app.inject('//evil.example/opportunities?after=x')
    expect(statusCode).toBe(404)
    expect(body).not.toMatch(/(href|action)="\/\/evil/)
    expect(body).not.toContain('Back to the beginning of the list')
  })

  it('by HEAD is answered like GET, without the body', async () => {
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      const headers = { authorization: `Bearer ${String(test.tokens.get('supplier-admin'))}` }
      const got = await test.app.inject({ method: 'GET', url: addressOf(route), headers })
      const head = await test.app.inject({ method: 'HEAD', url: addressOf(route), headers })
      expect([route.path, head.statusCode, head.body]).toEqual([route.path, got.statusCode, ''])
    }
  })

  it.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override'])('keeps its method, whatever %s says', async name => {
    await test.api('bid-writer').get(`/bids/${bidId}`).set(name, 'DELETE').expect(200)
    await test.api('bid-writer').post(`/bids/${bidId}`).set(name, 'PATCH').send({ _method: 'PATCH' }).expect(problem(404, 'not-found'))
    await test.api('bid-writer').get(`/bids/${bidId}?_method=DELETE`)
    await test.api('bid-writer').get(`/bids/${bidId}`).expect(200)
  })

  it.each(['X-Original-URL', 'X-Rewrite-URL', 'X-Forwarded-Prefix'])('keeps its address, whatever %s says', async name => {
    const { text: answer } = await test.api().get('/agreements').set(name, '/api/v1/notifications').expect(200)
    expect(answer).toContain('"items"')
  })

  it('is named by the server, whatever its client calls it', async () => {
    const { headers } = await test.api().get('/agreements').set('X-Request-Id', 'mine').set('Request-Id', 'mine').expect(200)
    expect(headers['x-request-id']).toMatch(/^[\da-f-]{36}$/)
  })
})

/** A change that somebody may make, with what they may not say in it. */
const BODIES = ROWS.filter(({ route, uploads }) => /^(POST|PATCH|PUT)/.test(route) && uploads !== true).map(row => {
  const [player = 'supplier-admin'] = [
    [401, 403, 404],
    [401, 403],
  ].flatMap(refusals => PLAYERS.filter(each => !refusals.includes(row.but?.[each] ?? row.others)))
  return [row.route, player, row.body ?? {}] as const
})

/** What an attacker would like to set: who owns it, what state it is in, who they are. */
const WISHES = ['id', 'state', 'organisationId', 'supplierId', 'buyerId', 'roles', 'isAdmin', 'createdAt', 'receivedAt', 'passwordHash']

describe('Members that a route does not know', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  it.each(BODIES)('are refused by %s, and change nothing', async (route, player, body) => {
    const before = await contents(test)
    const address = route
      .replaceAll(/\{\w+\}/g, '01a208cf-f541-7088-8fc2-b12e06bc214c')
      .replace('01a208cf-f541-7088-8fc2-b12e06bc214c/diff', 'x/diff')
    const wished = Object.fromEntries(WISHES.filter(name => !(name in body)).map(name => [name, 'x']))
    const { status, body: answer } = await test
      .call(address, player)
      .set('If-Match', '"1"')
      .send({ ...body, ...wished })
    // Where the body is data of the bid's own questionnaire it is read after the bid is found.
    expect([400, 404]).toContain(status)
    if (status === 400) expect(JSON.stringify((answer as { errors?: unknown }).errors ?? answer)).toMatch(/isAdmin|receipt/)
    else expect(route).toMatch(/ethics-answers/)
    expect(await contents(test)).toEqual(before)
  })

  it('are refused by a route that takes no body, which takes an empty one', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    await test
      .api('supplier-admin')
      .post(`/bids/${bidId}/submit`)
      .send({ receivedAt: '2020-01-01T00:00:00Z', 'a/b': 1 })
      .expect(problem(400, 'invalid-request', '/receivedAt', '/a~1b'))
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).send({}).expect(201)
  })

  it('leave every object as it was', async () => {
    for (const name of ['__proto__[isAdmin]', 'constructor[prototype][isAdmin]', '__proto__.isAdmin', '__proto__']) {
      await test
        .api('auditor')
        .get(`/requirements?${encodeURIComponent(name)}=true`)
        .expect(400)
      await test.api('auditor').get('/requirements').set('X-Organisation', name).expect(403)
      await test.api('auditor').get('/notifications').set('Cookie', `${name}=true; session=__proto__`).expect(200)
      await test
        .api('auditor')
        .get(`/rule-sets/${encodeURIComponent(name)}`)
        .expect(404)
    }
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined()
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})
