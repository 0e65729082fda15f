import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { PASSWORD } from '../src/modules/demonstration/cast.js'
import { instantFromPostgres } from '../src/shared/domain/instant.js'
import { servedBy } from './support/routes.js'
import { TestApp } from './support/test-app.js'

/** The one line of script that the template of govuk-frontend carries. */
async function hashOfGovukScript(): Promise<string> {
  const template = await readFile(join(dirname(fileURLToPath(import.meta.resolve('govuk-frontend'))), 'template.njk'), 'utf8')
  const [, script = ''] = /<script[^>]*%}>(.*?)<\/script>/.exec(template) ?? []
  return `sha256-${createHash('sha256').update(script).digest('base64')}`
}

const YEAR_SECONDS = 31_536_000

/** What every answer has, whoever gives it and whatever it says. */
const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
  'strict-transport-security': expect.stringMatching(/^max-age=\d+; includeSubDomains$/),
}

/** What Node and Fastify answer before any of our hooks runs. */
const EARLY: [what: string, sent: string, status: number][] = [
  ['no HTTP', 'EHLO example.test\r\n\r\n', 400],
  ['an address that cannot be read', 'GET /api/v1/requirements/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400],
  ['headers of 20 kB', `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
]

describe('Every answer', () => {
  let test: TestApp
  let served: [method: string, url: string][]
  let answers: Awaited<ReturnType<typeof ask>>

  beforeAll(async () => {
    test = await TestApp.start({
      config: {
        publicUrl: 'https://market.example',
        securityContact: { address: 'mailto:security@market.example', until: instantFromPostgres('2027-06-30 00:00:00+00') },
      },
    })
    served = servedBy(test.app).map(route => {
      const [method = '', path = ''] = route.split(' ')
      return [method, path.replaceAll(/:\w+|\*/g, 'x')]
    })
    served.push(['GET', '/'], ['GET', '/nothing'], ['POST', '/api/v1/nothing'], ['OPTIONS', '/api/v1/requirements'], ['TRACE', '/'])
    answers = await ask()
  })
  afterAll(() => test.stop())

  /** As somebody and as nobody, so that answers and refusals are both seen. */
  const ask = () =>
    Promise.all(
      served.flatMap(([method, url]) =>
        [undefined, 'supplier-admin' as const].map(async player => {
          const authorization = player === undefined ? {} : { authorization: `Bearer ${String(test.tokens.get(player))}` }
          const payload = ['POST', 'PATCH', 'PUT'].includes(method) ? {} : undefined
          const answer = await test.app.inject({ method: method as 'GET', url, headers: authorization, ...(payload && { payload }) })
          return { what: `${method} ${url} → ${answer.statusCode}`, ...answer, headers: answer.headers, body: answer.body }
        }),
      ),
    )

  it('says what a browser may do with it', () => {
    expect(answers.length).toBeGreaterThan(100)
    for (const { what, headers } of answers) expect({ what, headers }).toEqual({ what, headers: expect.objectContaining(ALWAYS) })
    for (const { headers } of answers) {
      const [, seconds] = /max-age=(\d+)/.exec(String(headers['strict-transport-security'])) ?? []
      expect(Number(seconds)).toBeGreaterThanOrEqual(YEAR_SECONDS)
    }
  })

  it('that has a body says its type, with the charset of a text', () => {
    for (const { what, headers, body } of answers) {
      if (body === '') continue
      const type = String(headers['content-type'])
      if (type.startsWith('image/')) continue
      expect(`${what}: ${type}`).toMatch(
        /: (application\/(problem\+json|json|javascript)|text\/(html|css|javascript|plain|yaml)); charset=utf-8$/i,
      )
    }
  })

  it('may be loaded by pages of no other origin', () => {
    for (const { what, headers } of answers) {
      expect({ what, cors: Object.keys(headers).filter(name => name.startsWith('access-control-')) }).toEqual({ what, cors: [] })
    }
  })

  it('does not tell what answers, or where it is written', () => {
    for (const { headers } of answers) expect([headers['x-powered-by'], headers.server]).toEqual([undefined, undefined])
  })

  it('that is data lets a browser do nothing with it; a page loads its own files only, and runs no script inside itself', async () => {
    const policyOf = async (url: string): Promise<string> => String((await test.app.inject(url)).headers['content-security-policy'])
    for (const url of ['/api/v1/agreements', '/api/openapi.json', '/health/live', '/.well-known/security.txt', '/api/nothing'])
      expect(await policyOf(url)).toMatch(/^default-src 'none';/)
    for (const url of ['/api/docs', '/', '/nothing', '/sign-in']) {
      const page = await policyOf(url)
      expect(page).toContain("default-src 'self'")
      expect(page).toContain(`script-src 'self' '${await hashOfGovukScript()}';`)
      expect(page).not.toMatch(/script-src [^;]*unsafe|\*/)
    }
  })

  it('that sets a cookie keeps it to this host and https, from scripts, and from what other sites send', async () => {
    const { headers } = await test.app.inject({
      method: 'POST',
      url: '/sign-in',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      payload: new URLSearchParams({ email: 'supplier-admin@example.test', password: PASSWORD }).toString(),
    })
    const set = [headers['set-cookie'] ?? []].flat().filter(each => !each.includes('Max-Age=0'))
    expect(set.map(each => each.slice(0, each.indexOf('='))).toSorted()).toEqual(['__Host-device', '__Host-session'])
    for (const each of set) expect(each.split('; ')).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']))
    expect(set.join()).not.toContain('Domain=')
  })

  it.each(EARLY)('to %s too', async (_what, sent, status) => {
    const { port } = test.app.getHttpServer().address() as { port: number }
    const socket = connect(port, '127.0.0.1')
    socket.write(sent)
    const [head = ''] = (await text(socket)).split('\r\n\r\n')
    const [first = '', ...lines] = head.split('\r\n')
    const headers = Object.fromEntries(
      lines.map(line => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
    )
    expect(first).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(headers).toMatchObject({ ...ALWAYS, 'cache-control': 'no-store', 'content-type': 'application/problem+json; charset=utf-8' })
  })
})

describe('On plain http', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  it('nothing is said of https, and no request is upgraded', async () => {
    for (const url of ['/api/docs', '/api/v1/agreements']) {
      const { headers } = await test.app.inject(url)
      expect(headers).not.toHaveProperty('strict-transport-security')
      expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests')
    }
  })
})
