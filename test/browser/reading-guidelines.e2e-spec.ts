import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'

import { TestApp } from '../support/test-app.js'
import { Browsing } from './browsing.js'

/** From a rule that stopped a bid to the clause it follows from, whom that binds, and what else asks for it. */
describe('Without an account and without script, somebody who reads the guidelines', () => {
  let test: TestApp
  let browsing: Browsing

  beforeAll(async () => {
    test = await TestApp.start()
    browsing = await Browsing.start(test)
  })
  afterEach(() => browsing.close())
  afterAll(async () => {
    await browsing.stop()
    await test.stop()
  })

  const inMain = (page: Page, name: string | RegExp) => page.getByRole('main').getByRole('link', { name }).first()

  const textOf = (page: Page): Promise<string> => page.getByRole('main').innerText()

  const path = (page: Page): string => new URL(page.url()).pathname.replace('/guidelines/ai-procurement/2020-06-08', '')

  async function edition(): Promise<Page> {
    const page = await browsing.open()
    await page.goto('/')
    await page.getByRole('navigation').getByRole('link', { name: 'Guidelines' }).click()
    await inMain(page, /^Edition of /).click()
    return page
  }

  it('goes from a rule to its clause, from that to a question, and back to the rule', async () => {
    const page = await edition()
    await inMain(page, / rules$/).click()
    await inMain(page, 'SR-43').click()
    expect(await textOf(page)).toContain('It is never waived.')
    await inMain(page, /^AIP-7\.1/).click()
    expect(path(page)).toBe('/clauses/AIP-7.1')
    expect(await textOf(page)).toMatch(/Binds (public bodies|suppliers|public bodies and suppliers)/)
    await inMain(page, /^Q\d+/).click()
    expect(path(page)).toMatch(/^\/questions\/\w+$/)
    const [question = ''] = /#(Q\d+)$/.exec(page.url())?.slice(1) ?? []
    expect(await page.locator(`#${question}`).count()).toBe(1)
    await page.goBack()
    await inMain(page, /^SR-43/).click()
    expect(path(page)).toBe('/rules/SR-43')
  })

  it('turns every clause of the edition over, one after the other, and comes to no dead end', async () => {
    const page = await edition()
    const count = Number(/^(\d+) clauses/m.exec(await textOf(page))?.[1])
    await inMain(page, /^AIP-/).click()
    const seen = [path(page)]
    const next = page.locator('[rel=next]')
    while ((await next.count()) > 0) {
      await next.click()
      seen.push(path(page))
    }
    expect(count).toBeGreaterThan(10)
    expect(new Set(seen).size).toBe(count)
    await page.getByRole('link', { name: 'Back', exact: true }).click()
    expect(path(page)).toBe('')
  })

  it('sees which companions a clause has and what each adds', async () => {
    const page = await edition()
    await inMain(page, /pieces of law and other guidance/).click()
    const first = page.locator('.market-listed-row').first()
    const id = await first.getAttribute('id')
    expect((await first.locator('p').first().innerText()).length).toBeGreaterThan(10)
    await first.getByRole('link').first().click()
    expect(await textOf(page)).toContain(String(id))
  })

  it.each(['/guidelines/nothing/2020-06-08', '/clauses/AIP-99', '/rules/SR-999', '/questions/Z', '/rules/%3Cb%3E'])(
    'is told what to do where there is nothing, at %s',
    async wrong => {
      const page = await browsing.open()
      const address = wrong.startsWith('/guidelines') ? wrong : `/guidelines/ai-procurement/2020-06-08${wrong}`
      const answer = await page.goto(address)
      expect(answer?.status()).toBe(404)
      expect(await page.getByRole('main').getByRole('link').count()).toBeGreaterThan(0)
    },
  )
})
