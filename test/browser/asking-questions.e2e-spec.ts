import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'

import { Questions } from '../support/questions.js'
import { type Player, TestApp } from '../support/test-app.js'
import { anOpenRequirement } from '../support/world.js'
import { Browsing } from './browsing.js'
import { press } from './send-elsewhere.js'

const TITLE = 'Roads to ask about'

describe('In browsers without script, a supplier with a question', () => {
  let test: TestApp
  let browsing: Browsing
  let id: string

  beforeAll(async () => {
    test = await TestApp.start()
    id = await anOpenRequirement(test, { title: TITLE, closesIn: 30 * 86_400 })
    browsing = await Browsing.start(test)
  })
  afterEach(() => browsing.close())
  afterAll(async () => {
    await browsing.stop()
    await test.stop()
  })

  const textOf = (page: Page): Promise<string> => page.getByRole('main').innerText()

  const toAsk = async (as: Player): Promise<Page> => {
    const page = await browsing.open({ as })
    await page.goto('/opportunities')
    await page.getByRole('link', { name: TITLE }).click()
    await page.getByRole('link', { name: 'Ask the buyer a question' }).click()
    return page
  }

  const ask = async (page: Page, question: string): Promise<void> => {
    await page.getByLabel('Your question').fill(question)
    await press(page, 'Send the question')
  }

  it('T7 clarification Q / A: asks, takes one back, and reads the answer where everybody does, who asked told to nobody', async () => {
    const supplier = await toAsk('bid-writer')
    await ask(supplier, 'We at Example Roads ask: which roads?')
    expect(await textOf(supplier)).toContain('Your question waits for the buyer.')
    await ask(supplier, 'And which bridges?')
    await supplier.getByRole('button', { name: /Take it back.*bridges/ }).click()
    expect(await textOf(supplier)).toContain('You have taken the question back.')
    expect(await supplier.getByRole('button', { name: 'Take it back' }).count()).toBe(1)

    const buyer = await browsing.open({ as: 'buyer-author' })
    await buyer.goto(`/buyer/requirements/${id}/questions`)
    const waiting = await textOf(buyer)
    expect(waiting).toContain('which roads?')
    expect(waiting).not.toContain('bridges')
    await buyer.getByRole('link', { name: 'Answer or refuse it' }).click()
    await buyer.getByLabel('The question, as everybody will read it').fill('Which roads are meant?')
    await buyer.getByLabel('The answer').fill('All A roads.')
    await buyer.getByLabel('No', { exact: true }).check()
    await press(buyer, 'See what everybody will read')
    await press(buyer, 'Publish the answer')

    await supplier.reload()
    await supplier.getByRole('link', { name: 'number 1', exact: true }).click()
    expect(new URL(supplier.url()).hash).toBe('#answer-1')
    for (const page of [supplier, await browsing.open({ as: 'rival-admin' })]) {
      await page.goto(`/opportunities/${id}/questions`)
      const text = await textOf(page)
      expect(text).toContain('All A roads.')
      expect(text).not.toContain('Example Roads')
    }
  })

  it('sees nothing of what another supplier asks', async () => {
    await new Questions(test).asked(id, 'bid-writer', 'Whose question is this?')
    expect(await textOf(await toAsk('rival-admin'))).not.toContain('Whose question is this?')
  })

  it('finds its question answered when it takes it back too late, and what it typed where it asks too much', async () => {
    const questions = new Questions(test)
    const late = await questions.asked(id, 'bid-writer', 'Answered while the page was open?')
    const page = await toAsk('bid-writer')
    await questions.answer(late).expect(201)
    await page.getByRole('button', { name: /Take it back.*Answered while the page was open/ }).click()
    expect(await page.locator('.govuk-error-summary').innerText()).toContain(
      'Somebody has dealt with this question while this page was open',
    )
    await ask(page, 'x'.repeat(5_001))
    expect(await page.locator('.govuk-error-summary').innerText()).toContain('Your question must have at most 5,000 characters')
    expect(await page.getByLabel('Your question').inputValue()).toHaveLength(5_001)
  })
})
