import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'

import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { grant, organisationId } from '../support/people.js'
import { type Player, TestApp } from '../support/test-app.js'
import { Browsing } from './browsing.js'

describe('In a browser without script, a person', () => {
  let test: TestApp
  let browsing: Browsing

  beforeAll(async () => {
    test = await TestApp.start()
    browsing = await Browsing.start(test)
    await grant(test, 'auditor', 'First Example Council', 'evaluator')
  })
  afterEach(() => browsing.close())
  afterAll(async () => {
    await browsing.stop()
    await test.stop()
  })

  const signIn = async (page: Page, player: Player): Promise<void> => {
    await page.getByLabel('E-mail address').fill(`${player}@example.test`)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  }

  const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name }).click()

  const pathOf = (page: Page): string => new URL(page.url()).pathname

  it('signs in, sees who they are, and signs out', async () => {
    const page = await browsing.open()
    await page.goto('/')
    await page.getByRole('link', { name: 'Sign in' }).click()
    await signIn(page, 'bid-writer')
    expect(pathOf(page)).toBe('/')
    expect(await page.locator('.market-account__who').innerText()).toContain('First Example Supplier')
    await press(page, 'Sign out')
    expect(await page.getByRole('alert').innerText()).toContain('You have signed out.')
    // The browser stays known, so that the next sign-in with it is no news.
    expect((await page.context().cookies()).map(({ name }) => name)).toEqual(['device'])
    await page.reload()
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it('is led to the sign-in page from a page for people who are signed in, and back', async () => {
    const page = await browsing.open()
    await page.goto('/organisation')
    expect(pathOf(page)).toBe('/sign-in')
    await signIn(page, 'evaluator')
    expect(pathOf(page)).toBe('/organisation')
  })

  it('who belongs to several organisations chooses for which one they act, and can change it', async () => {
    const page = await browsing.open()
    await page.goto('/sign-in')
    await signIn(page, 'auditor')
    expect(pathOf(page)).toBe('/organisation')
    for (const name of ['First Example Council', 'Marketplace Operator']) {
      await page.goto('/organisation')
      await page.getByLabel(name).check()
      await press(page, 'Continue')
      expect(await page.locator('.market-account__who').innerText()).toContain(`acting for ${name}`)
    }
  })

  it('loses nothing of a form when the session has ended, and sends it by another press of a button', async () => {
    const page = await browsing.open({ as: 'auditor' })
    await page.goto('/organisation?next=/guidelines')
    await page.getByLabel('First Example Council').check()
    await test.rows('DELETE FROM session')
    await press(page, 'Continue')
    expect(await page.getByRole('main').innerText()).toContain('nothing is lost')
    await signIn(page, 'auditor')
    expect(await page.getByRole('main').innerText()).toContain(await organisationId(test, 'First Example Council'))
    await press(page, 'Send it now')
    expect(pathOf(page)).toBe('/guidelines')
    expect(await page.locator('.market-account__who').innerText()).toContain('acting for First Example Council')
    await test.signInAll()
  })

  it('is not given the form of somebody else whose session has ended', async () => {
    const page = await browsing.open({ as: 'auditor' })
    await page.goto('/organisation')
    await page.getByLabel('First Example Council').check()
    await test.rows('DELETE FROM session')
    await press(page, 'Continue')
    expect(await page.content()).not.toContain(await organisationId(test, 'First Example Council'))
    await signIn(page, 'rival-admin')
    expect(await page.getByRole('alert').innerText()).toContain('Somebody else wrote the form')
    await test.signInAll()
  })

  it('acts for nobody else by a form that stood open while somebody signed in in another tab', async () => {
    const page = await browsing.open({ as: 'auditor' })
    await page.goto('/organisation')
    await page.context().addCookies([{ name: 'session', value: String(test.tokens.get('rival-admin')), url: browsing.origin }])
    await page.getByLabel('First Example Council').check()
    await press(page, 'Continue')
    expect(await page.title()).toMatch(/^Something has changed/)
    expect((await page.context().cookies()).map(({ name }) => name)).toEqual(['session'])
  })
})

describe('The first visit', () => {
  it('weighs at most 100 kB with all it loads, and the second only the page', async () => {
    const test = await TestApp.start()
    const browsing = await Browsing.start(test)
    try {
      const page = await browsing.open({ script: true })
      const session = await page.context().newCDPSession(page)
      await session.send('Network.enable')
      let bytes = 0
      session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
      await page.goto('/', { waitUntil: 'networkidle' })
      process.stdout.write(`\nThe first visit weighs ${bytes} bytes.\n`)
      expect(bytes).toBeGreaterThan(20_000)
      expect(bytes).toBeLessThanOrEqual(100_000)
      bytes = 0
      await page.goto('/opportunities', { waitUntil: 'networkidle' })
      expect(bytes).toBeLessThanOrEqual(10_000)
    } finally {
      await browsing.stop()
      await test.stop()
    }
  })
})
