import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'

import { TestApp } from '../support/test-app.js'
import { anOpenRequirement } from '../support/world.js'
import { Browsing } from './browsing.js'
import { press } from './send-elsewhere.js'

describe('In a browser, an invitation', () => {
  let test: TestApp
  let browsing: Browsing

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    browsing = await Browsing.start(test)
  })
  afterEach(() => browsing.close())
  afterAll(async () => {
    await browsing.stop()
    await test.stop()
  })

  /** The supplier's page of a new requirement, reached from what everybody reads of it. */
  async function invited(closesIn = 86_400): Promise<{ id: string; page: Page }> {
    const id = await anOpenRequirement(test, { closesIn })
    const page = await browsing.open({ as: 'bid-writer' })
    await page.goto(`/opportunities/${id}`)
    await page.getByRole('link', { name: 'Say whether your organisation will bid' }).click()
    return { id, page }
  }

  const mainOf = (page: Page): Promise<string> => page.getByRole('main').innerText()

  const answerTo = async (id: string): Promise<unknown> =>
    ((await test.api('supplier-admin').get(`/requirements/${id}/invitation`).expect(200)).body as { answer: unknown }).answer

  it('T8 intend: a supplier says that it means to bid, and may say otherwise later', async () => {
    const { id, page } = await invited()
    await page.getByLabel('Yes, we intend to bid').check()
    await press(page, 'Continue')
    expect(await mainOf(page)).toContain('We intend to bid.')
    expect(await answerTo(id)).toMatchObject({ state: 'intending' })
    await page.getByLabel('No, we will not bid').check()
    await press(page, 'Continue')
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Why will your organisation not bid?')
    expect(await answerTo(id)).toMatchObject({ state: 'intending' })
  })

  it('T8 decline: a supplier says why it will not bid, chosen from reasons, with words of its own', async () => {
    const { id, page } = await invited()
    await page.getByLabel('No, we will not bid').check()
    await press(page, 'Continue')
    await press(page, 'Say that we will not bid')
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('There is a problem')
    await page.getByRole('radio').first().check()
    await page.getByLabel('What you want to add (optional)').fill('Our staff are booked until March.')
    await press(page, 'Say that we will not bid')
    expect(await mainOf(page)).toContain('Our staff are booked until March.')
    expect(await answerTo(id)).toMatchObject({ state: 'declined', words: 'Our staff are booked until March.' })
  })

  it('T8 decline: a supplier who is too late is told so, and offered no form that nobody takes', async () => {
    const { id, page } = await invited(300)
    await page.goto(`/supplier/opportunities/${id}/decline`)
    await page.getByRole('radio').first().check()
    await test.moveClock('6 minutes')
    await press(page, 'Say that we will not bid')
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('the deadline was')
    expect(await page.getByRole('main').getByRole('button').count()).toBe(0)
    await page.getByRole('link', { name: 'See what your organisation said' }).click()
    expect(await mainOf(page)).toContain('the answer cannot be changed')
    expect(await answerTo(id)).toBeNull()
  })
})
