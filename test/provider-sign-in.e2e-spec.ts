import { randomBytes } from 'node:crypto'
import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { Browser, TestIdentityProvider } from './support/identity-provider.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'

const KNOWN = 'http://localhost:3000'
const CALLBACK = '/sign-in/oidc/callback'
const CLIENT = { clientId: 'marketplace', clientSecret: randomBytes(24).toString('hex') }

const isCallback = ({ pathname }: URL): boolean => pathname === CALLBACK

describe('A sign-in by an identity provider', () => {
  let test: TestApp
  let provider: TestIdentityProvider
  let served: string
  let browser: Browser

  beforeAll(async () => {
    provider = await TestIdentityProvider.start({ ...CLIENT, redirectUri: `${KNOWN}${CALLBACK}` })
    test = await TestApp.start({ config: { oidc: { ...CLIENT, issuer: provider.issuer, ownSecondFactor: true } } })
    served = `http://127.0.0.1:${(test.app.getHttpServer().address() as AddressInfo).port}`
  })
  beforeEach(() => {
    browser = new Browser(KNOWN, served)
    provider.account = { subject: 'officer', email: 'Procurement-Officer@example.test', emailVerified: true }
  })
  afterAll(async () => {
    await test.stop()
    await provider.stop()
  })

  const begin = () => browser.go(`${served}/sign-in/oidc`, isCallback)

  const WORDS = { 'identity-not-linked': 'No account here goes with your identity.', 'provider-sign-in-refused': 'did not succeed' }

  const refused = async (code: keyof typeof WORDS, url: URL): Promise<void> => {
    const { response } = await browser.go(url.href)
    expect(response?.status).toBe(401)
    const html = String(await response?.text())
    expect(html).toContain(WORDS[code])
    expect(html).toContain('href="/sign-in">Sign in</a>')
    expect(browser.cookie('session')).toBeUndefined()
  }

  const setUpSecondFactor = () =>
    test.rows(
      `INSERT INTO second_factor (person_id, secret, enrolled_at, confirmed_at) SELECT id, '\\x00', now(), now() FROM person WHERE email = 'procurement-officer@example.test'`,
    )

  const links = () =>
    test.rows<{ email: string }>('SELECT p.email FROM identity_link l JOIN person p ON p.id = l.person_id ORDER BY p.email')

  it('makes a session of the person whose verified address it is, and tells them once', async () => {
    const { url } = await browser.go(`${served}/sign-in/oidc`)
    expect(url.pathname).toBe('/')
    const cookie = `session=${String(browser.cookie('session'))}`
    await test.api().get('/ethics-audits').set('Cookie', cookie).expect(200)
    expect(browser.cookie('device')).toMatch(/^[\w-]{43}$/)
    expect(browser.cookie('provider-sign-in')).toBeUndefined()
    const again = new Browser(KNOWN, served)
    await again.go(`${served}/sign-in/oidc`)
    expect(again.cookie('session')).toBeDefined()
    expect(await links()).toEqual([{ email: 'procurement-officer@example.test' }])
    expect(await test.rows(`SELECT 1 FROM outbox_event WHERE type = 'identity.linked'`)).toHaveLength(1)
  })

  it('knows a person by who they are there, and not by an address that changed', async () => {
    provider.account = { subject: 'officer', email: 'somebody-else@example.test', emailVerified: true }
    await browser.go(`${served}/sign-in/oidc`)
    await test
      .api()
      .get('/ethics-audits')
      .set('Cookie', `session=${String(browser.cookie('session'))}`)
      .expect(200)
  })

  it.each([
    ['an address that is not verified', { subject: 'a', email: 'auditor@example.test', emailVerified: false }],
    ['no address', { subject: 'b' }],
    ['an address of nobody', { subject: 'c', email: 'nobody@example.test', emailVerified: true }],
    ['the address of somebody who is linked to another', { subject: 'd', email: 'procurement-officer@example.test', emailVerified: true }],
  ])('is refused with %s, and makes nobody', async (_, account) => {
    provider.account = account
    const people = await test.rows('SELECT count(*) FROM person')
    const { url } = await begin()
    await refused('identity-not-linked', url)
    expect(await test.rows('SELECT count(*) FROM person')).toEqual(people)
    expect(await links()).toHaveLength(1)
  })

  it('is refused in another browser than the one that began it', async () => {
    const { url } = await begin()
    browser = new Browser(KNOWN, served)
    await refused('provider-sign-in-refused', url)
  })

  it('is refused with another state, another code, or with neither', async () => {
    for (const change of [{ state: 'other' }, { code: 'other' }, { code: '' }, { iss: 'http://127.0.0.1:1' }]) {
      browser = new Browser(KNOWN, served)
      const { url } = await begin()
      for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value)
      await refused('provider-sign-in-refused', url)
    }
  })

  it('is refused with the answer to another attempt of the same browser', async () => {
    const { url } = await begin()
    await browser.go(`${served}/sign-in/oidc`, isCallback)
    await refused('provider-sign-in-refused', url)
  })

  it('is refused a second time with the same answer', async () => {
    const { url } = await begin()
    const attempt = String(browser.cookie('provider-sign-in'))
    await browser.go(url.href)
    browser = new Browser(KNOWN, served)
    browser.setCookie('provider-sign-in', attempt)
    await refused('provider-sign-in-refused', url)
  })

  it('is refused when it took too long, or with a cookie that is not ours', async () => {
    const { url } = await begin()
    await test.moveClock('16 minutes')
    await refused('provider-sign-in-refused', url)
    for (const forged of ['x', 'e30', Buffer.alloc(200).toString('base64url')]) {
      browser.setCookie('provider-sign-in', forged)
      await refused('provider-sign-in-refused', url)
    }
  })

  it('is refused when the provider says no', async () => {
    const { url } = await begin()
    const denied = new URL(url)
    denied.searchParams.delete('code')
    denied.searchParams.set('error', 'access_denied')
    await refused('provider-sign-in-refused', denied)
  })

  it('leads on to the page that was wanted, and to none elsewhere', async () => {
    const wanted = await browser.go(`${served}/sign-in/oidc?next=/guidelines`)
    expect(wanted.url.pathname).toBe('/guidelines')
    const elsewhere = await browser.go(`${served}/sign-in/oidc?next=//example.org`)
    expect(elsewhere.url.href).toBe(`${served}/`)
  })

  it('asks for the code of a second factor, and opens nothing before it', async () => {
    await setUpSecondFactor()
    const { url } = await browser.go(`${served}/sign-in/oidc`)
    expect(url.pathname).toBe('/sign-in/second-step')
    expect(browser.cookie('session')).toBeUndefined()
    const pendingToken = String(browser.cookie('pending-sign-in'))
    await test.api().post('/sessions/second-step').send({ pendingToken, oneTimeCode: 'ABCD' }).expect(problem(401, 'one-time-code-refused'))
  })

  it('takes the second factor of the provider for it where it is told to', async () => {
    // Everybody signs in by password alone when an application starts.
    await test.rows('DELETE FROM second_factor')
    const trusting = await TestApp.start({ beside: test, config: { oidc: { ...CLIENT, issuer: provider.issuer, ownSecondFactor: false } } })
    try {
      await setUpSecondFactor()
      const { port } = trusting.app.getHttpServer().address() as AddressInfo
      browser = new Browser(KNOWN, `http://127.0.0.1:${port}`)
      const { url } = await browser.go(`http://127.0.0.1:${port}/sign-in/oidc`)
      expect(url.pathname).toBe('/')
      const [session] = await test.rows('SELECT second_factor FROM session ORDER BY id DESC LIMIT 1')
      expect(session).toEqual({ second_factor: true })
    } finally {
      await trusting.stop()
    }
  })
})

describe('Without an identity provider', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start({ config: { oidc: { ...CLIENT, issuer: 'http://127.0.0.1:1', ownSecondFactor: true } } })
  })
  afterAll(() => test.stop())

  it('that answers nobody signs in by it, and is told another way', async () => {
    const response = await test.app.inject({ url: '/sign-in/oidc' })
    expect(response.statusCode).toBe(503)
    expect(response.body).toContain('sign in with your password')
    expect(response.body).toContain('href="/sign-in">Sign in</a>')
  })

  it('that is named there is no such address', async () => {
    const without = await TestApp.start({ beside: test, config: { oidc: null } })
    try {
      for (const path of ['/sign-in/oidc', '/sign-in/oidc/callback?code=x&state=y'])
        expect(await without.app.inject({ url: path })).toMatchObject({ statusCode: 404 })
    } finally {
      await without.stop()
    }
  })
})
