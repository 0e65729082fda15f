import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { NOTICES } from '../src/modules/notifications/notices.js'
import { servedBy } from './support/routes.js'
import { TestApp } from './support/test-app.js'

const LETTERS = NOTICES.map(({ on }) => on)

describe('The pages that preview mail', () => {
  let test: TestApp
  let served: RegExp[]

  beforeAll(async () => {
    test = await TestApp.start({ config: { development: true } })
    served = servedBy(test.app).map(route => new RegExp(`^${String(route.split(' ')[1]).replaceAll(/:\w+/g, '[^/]+')}$`))
  })
  afterAll(() => test.stop())

  const open = (url: string, of = test) => of.app.inject({ url })

  it('list every letter', async () => {
    const { body } = await open('/mails')
    expect(LETTERS.filter(on => !body.includes(`href="/mails/${on}"`))).toEqual([])
  })

  it.each(LETTERS)('show %s as text and as HTML, with the way out, and leading only where something is', async on => {
    const [page, html] = await Promise.all([open(`/mails/${on}`), open(`/mails/${on}/html`)])
    expect([page.statusCode, html.statusCode]).toEqual([200, 200])
    const said = wordsOf(html.body)
    for (const words of [wordsOf(page.body), said]) {
      expect(words).toContain('choose “Report a problem” at the foot of its pages')
      expect(words).not.toMatch(/undefined|null|\[object/)
    }
    const { origin } = new URL(test.config.publicUrl)
    const addresses = said.match(/https?:\/\/\S+[^\s.,:;]/g) ?? []
    const paths = addresses.map(address => new URL(address)).map(url => (url.origin === origin ? url.pathname : url.href))
    expect(paths.filter(path => !served.some(route => route.test(path)))).toEqual([])
    expect([...html.body.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual(addresses)
  })

  it('show the HTML in a frame that may do nothing', async () => {
    const page = await open('/mails/bid.submitted')
    expect(page.body).toMatch(/<iframe [^>]*src="\/mails\/bid.submitted\/html"[^>]* sandbox>/)
    const { headers } = await open('/mails/bid.submitted/html')
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';style-src 'unsafe-inline';base-uri 'none';form-action 'none';frame-ancestors 'self';sandbox",
    )
    expect(headers['x-frame-options']).toBe('SAMEORIGIN')
  })

  it('know no other letter', async () => {
    for (const url of ['/mails/no-such', '/mails/no-such/html']) expect((await open(url)).statusCode).toBe(404)
  })

  it('are missing wherever the product is not being developed', async () => {
    const elsewhere = await TestApp.start()
    for (const url of ['/mails', '/mails/waiting', '/mails/bid.submitted', '/mails/bid.submitted/html'])
      expect((await open(url, elsewhere)).statusCode).toBe(404)
    await elsewhere.stop()
  })
})

/** What a page says, without its markup. */
const wordsOf = (html: string): string =>
  html
    .replace(/<style>[^]*?<\/style>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
