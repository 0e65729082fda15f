import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'

import { TestApp } from '../support/test-app.js'
import { acknowledge, anOpenRequirement, answer, GOLDEN } from '../support/world.js'
import { Browsing } from './browsing.js'
import { Keyboard } from './keyboard.js'

/** What the bid lacks until the check has said so. */
const LACKING = 'Q201'

describe('With the keyboard alone', () => {
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

  const button = (page: Page, name: string): Locator => page.getByRole('main').getByRole('button', { name, exact: true })

  const link = (page: Page, name: string | RegExp): Locator => page.getByRole('main').getByRole('link', { name }).first()

  /** From the list of opportunities to the first page of a bid. */
  async function begin(keyboard: Keyboard, title: string): Promise<string> {
    const { page } = keyboard
    await page.goto('/opportunities')
    await page.keyboard.press('Tab')
    expect(await keyboard.isOn(page.getByRole('link', { name: 'Skip to main content' }))).toBe(true)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await keyboard.isOn(page.locator('main :is(a, input, select, button):visible').first())).toBe(true)
    await keyboard.enter(link(page, title))
    await keyboard.enter(button(page, 'Start a bid'))
    return new URL(page.url()).pathname.split('/').at(-1) ?? ''
  }

  async function answerTheBuyer(keyboard: Keyboard): Promise<void> {
    const { page } = keyboard
    await keyboard.enter(link(page, 'Describe how images become entries'))
    for (const { text } of GOLDEN.bid.awardAnswers) {
      await keyboard.type(page.getByLabel('Your answer'), text)
      await keyboard.enter(button(page, 'Save and continue'))
    }
  }

  /** Mistypes the first price, and comes to it by the list of what is wrong. */
  async function price(keyboard: Keyboard, script: boolean): Promise<void> {
    const { page } = keyboard
    await keyboard.enter(link(page, 'Prices'))
    const fields = page.getByRole('textbox')
    await keyboard.type(fields.first(), 'a lot')
    await keyboard.enter(button(page, 'Save and continue'))
    const summary = page.locator('.govuk-error-summary')
    if (script) expect(await keyboard.isOn(summary)).toBe(true)
    await keyboard.jump(summary.getByRole('link').first())
    expect(await keyboard.isOn(fields.first())).toBe(true)
    for (const [place, { unitPrice }] of GOLDEN.bid.priceSchedule.entries()) await keyboard.type(fields.nth(place), unitPrice)
    await keyboard.enter(button(page, 'Save and continue'))
  }

  async function declareInterests(keyboard: Keyboard): Promise<void> {
    const { page } = keyboard
    await keyboard.enter(link(page, 'Declarations and partners'))
    await keyboard.type(page.getByLabel('Conflicts of interest'), 'None')
    await keyboard.tick(page.getByLabel('We accept the terms of the agreement'))
    await keyboard.enter(button(page, 'Save and continue'))
  }

  async function answerOnEthics(keyboard: Keyboard): Promise<void> {
    const { page } = keyboard
    await keyboard.enter(link(page, 'Questions on ethics'))
    await keyboard.enter(link(page, 'The offer'))
    await keyboard.tick(page.locator('[name="Q101-value"]').first())
    await keyboard.enter(button(page, 'Save and continue'))
  }

  /** From the check report to the question that a finding is about, back to the finding, and again to the question to answer it. */
  async function putRight(keyboard: Keyboard, bidId: string): Promise<void> {
    const { page } = keyboard
    await page.goto(`/supplier/bids/${bidId}`)
    await keyboard.enter(link(page, 'Check against the guidelines'))
    const toQuestion = link(page, new RegExp(`^${LACKING}`))
    await keyboard.enter(toQuestion)
    await page.keyboard.press('Tab')
    expect(await keyboard.isOn(page.locator(`#${LACKING} *`))).toBe(true)
    await keyboard.enter(page.locator(`#${LACKING}`).getByRole('link', { name: /in the report$/ }))
    await keyboard.enter(toQuestion)
    const { text = '', parts = {} } = GOLDEN.passing[LACKING] as { text?: string; parts?: Record<string, string | string[]> }
    await keyboard.type(page.locator(`#${LACKING}-text`), text)
    for (const [name, part] of Object.entries(parts)) {
      if (typeof part === 'string') await keyboard.type(page.locator(`#${LACKING}-parts-${name}`), part)
      else for (const value of part) await keyboard.tick(page.locator(`[name="${LACKING}-parts-${name}"][value="${value}"]`))
    }
    await keyboard.enter(button(page, 'Save and continue'))
  }

  it.each(['off', 'on'])('a bid is begun, written, put right and submitted, script %s', async mode => {
    const script = mode === 'on'
    const title = `By keyboard, script ${mode}`
    await anOpenRequirement(test, { title })
    const page = await browsing.open({ as: 'supplier-admin', script })
    const keyboard = new Keyboard(page)
    const bidId = await begin(keyboard, title)
    await answerTheBuyer(keyboard)
    await price(keyboard, script)
    await declareInterests(keyboard)
    await answerOnEthics(keyboard)
    await answer(test, bidId, Object.fromEntries(Object.entries(GOLDEN.passing).filter(([id]) => id !== LACKING)))
    await putRight(keyboard, bidId)
    await acknowledge(test, bidId)

    await page.goto(`/supplier/bids/${bidId}/check`)
    await keyboard.enter(button(page, 'Review and submit the bid'))
    await keyboard.enter(button(page, 'Go on to submit'))
    await keyboard.enter(button(page, 'Submit the bid'))
    const summary = page.locator('.govuk-error-summary')
    if (script) expect(await keyboard.isOn(summary)).toBe(true)
    await keyboard.jump(summary.getByRole('link').first())
    await keyboard.tick(page.getByLabel(/I have read the whole bid/))
    await keyboard.enter(button(page, 'Submit the bid'))
    expect(new URL(page.url()).pathname).toBe(`/supplier/bids/${bidId}/receipts/1`)
    expect(page.complaints).toEqual([])
  })
})
