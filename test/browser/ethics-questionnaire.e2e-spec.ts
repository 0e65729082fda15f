import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'

import type { Answer } from '../../src/modules/guidelines/domain/answers.js'
import { goldenBid } from '../../src/modules/guidelines/golden-bids.js'
import { attachAll } from '../support/evidence.js'
import { TestApp } from '../support/test-app.js'
import { anOpenRequirement, answer, aWorkingCopy, eventually } from '../support/world.js'
import { Browsing } from './browsing.js'
import { fill, fillAll, saveSection } from './fill-section.js'

/** Would be markup if it were not escaped. */
const NAUGHTY = `</textarea><script>document.title = 'x'</script>"'<img src=x onerror=alert(1)> {{ 7 * 7 }} \u202Etxt ﷽ 田中`

type Answers = Readonly<Record<string, Answer>>

describe('The ethics questionnaire in a browser', () => {
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

  const saved = async (bidId: string): Promise<Answers> =>
    ((await test.api('supplier-admin').get(`/bids/${bidId}/ethics-answers`).expect(200)).body as { answers: Answers }).answers

  const blockers = async (bidId: string): Promise<string[]> => {
    const { body } = await test.api('supplier-admin').post(`/bids/${bidId}/ethics-check`).expect(200)
    return (body as { findings: { rule: string; outcome: string }[] }).findings.flatMap(({ rule, outcome }) =>
      outcome === 'block' ? [rule] : [],
    )
  }

  it('is filled without script for the low case: first draft, what the check says, and put right until nothing stops the bid', async () => {
    const golden = goldenBid('low')
    const bidId = await aWorkingCopy(test, await anOpenRequirement(test, golden.requirement))
    const passing = (await attachAll(test, bidId, golden)) as Answers
    const draft = Object.fromEntries(
      Object.entries(golden.firstDraft).map(([id, own]) => [id, id in passing && own === golden.passing[id] ? passing[id] : own]),
    ) as Answers
    const page = await browsing.open({ as: 'supplier-admin' })
    await page.goto(`/supplier/bids/${bidId}/ethics`)
    await page.getByRole('link', { name: 'The offer' }).click()
    await fillAll(page, draft)
    expect(await saved(bidId)).toEqual(draft)

    expect(new URL(page.url()).pathname).toBe(`/supplier/bids/${bidId}/check`)
    const stopping = await blockers(bidId)
    expect(stopping.length).toBeGreaterThan(2)
    expect(await page.locator('#block').textContent()).toBe(`What stops the bid: ${stopping.length}`)
    for (const rule of stopping) expect(await page.locator(`section#${rule}`).count()).toBe(1)

    await page.locator('section#SR-10').getByRole('link', { name: /^Q201/ }).click()
    await page.locator('#Q201').getByRole('link', { name: 'See SR-10 in the report' }).click()
    await page.locator('section#SR-10').getByRole('link', { name: /^Q201/ }).click()
    for (const id of ['Q201', 'Q203']) await fill(page, id, passing[id] ?? {})
    await saveSection(page)
    await page.goto(`/supplier/bids/${bidId}/ethics/9`)
    await fill(page, 'Q906', passing['Q906'] ?? {})
    await saveSection(page)
    await page.goto(`/supplier/bids/${bidId}/check`)
    expect(await saved(bidId)).toEqual(passing)
    expect(await blockers(bidId)).toEqual([])
    expect(await page.locator('#block').count()).toBe(0)
    expect(await page.getByRole('main').textContent()).toContain('The check does not stop this bid.')
  })

  it('shows both texts when two people change one answer, saves the one that is chosen, and what only one of them changed', async () => {
    const bidId = await aWorkingCopy(test, await anOpenRequirement(test))
    await answer(test, bidId, {
      Q101: { value: 'ai_core' },
      Q102: { value: ['rules'] },
      Q104: { value: 'pilot', parts: { stages: 'Both see this.' } },
    })
    const page = await browsing.open({ as: 'bid-writer' })
    await page.goto(`/supplier/bids/${bidId}/ethics/1`)
    await answer(test, bidId, { Q102: { value: ['generative'] }, Q104: { value: 'pilot', parts: { stages: 'The other wrote this.' } } })
    await page.locator('#Q104-parts-stages').fill(NAUGHTY)
    await page.locator('#Q103-rows-0-name').fill('Only I wrote this')
    await saveSection(page)
    const shown = await page.getByRole('main').textContent()
    expect(shown).toContain('The other wrote this.')
    expect(shown).toContain(NAUGHTY)
    expect(await page.getByRole('radio').count()).toBe(2)
    expect(await saved(bidId)).not.toHaveProperty('Q103')
    await page.getByRole('radio', { name: 'Mine' }).check()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    expect(await saved(bidId)).toMatchObject({
      Q102: { value: ['generative'] },
      Q103: { rows: [{ name: 'Only I wrote this' }] },
      Q104: { value: 'pilot', parts: { stages: NAUGHTY } },
    })
    await page.goto(`/supplier/bids/${bidId}/ethics/1`)
    expect(await page.locator('#Q104-parts-stages').inputValue()).toBe(NAUGHTY)
  })

  it('keeps what was typed when something of it cannot be taken, with a link to its field, and saves nothing', async () => {
    const bidId = await aWorkingCopy(test, await anOpenRequirement(test))
    await answer(test, bidId, { Q101: { value: 'ai_core' } })
    const page = await browsing.open({ as: 'bid-writer' })
    await page.goto(`/supplier/bids/${bidId}/ethics/7`)
    await page.locator('#Q701-rows-0-date').fill('30 February')
    await page.locator('#Q701-rows-0-dataset').fill(NAUGHTY)
    await saveSection(page)
    const link = page.locator('.govuk-error-summary a')
    expect(await link.textContent()).toBe('Q701, row 1: Enter a date as year, month and day, such as 2026-11-30')
    expect(await link.getAttribute('href')).toBe('#Q701-rows-0-date')
    expect(await page.locator('#Q701-rows-0-date').inputValue()).toBe('30 February')
    expect(await page.locator('#Q701-rows-0-dataset').inputValue()).toBe(NAUGHTY)
    expect(Object.keys(await saved(bidId))).toEqual(['Q101'])
  })

  it('leaves whoever has gone on to the button where they see it, when an answer brings in more than the screen holds', async () => {
    const bidId = await aWorkingCopy(test, await anOpenRequirement(test))
    const page = await browsing.open({ as: 'bid-writer', script: true })
    await page.goto(`/supplier/bids/${bidId}/ethics/1`)
    let answerNow: () => void = () => undefined
    const held = new Promise<void>(resolve => (answerNow = resolve))
    await page.route('**/ethics/1', async route => {
      await held
      await route.continue()
    })
    await page.locator('[name="Q101-value"][value="ai_core"]').check()
    const button = page.getByRole('button', { name: 'Save and continue' })
    await button.focus()
    const place = (): Promise<{ scrolled: number; inSight: boolean }> =>
      page.evaluate('({ scrolled: scrollY, inSight: document.activeElement.getBoundingClientRect().bottom <= innerHeight })')
    const { scrolled, inSight } = await place()
    expect(inSight).toBe(true)
    answerNow()
    await page.locator('#Q104').waitFor()
    const now = await place()
    expect(now.inSight).toBe(true)
    expect(now.scrolled).toBeGreaterThan(scrolled)
  })

  it('shows with script at once what an answer leads to, brings back what was typed, and saves by itself', async () => {
    const bidId = await aWorkingCopy(test, await anOpenRequirement(test))
    const page = await browsing.open({ as: 'bid-writer', script: true })
    await page.goto(`/supplier/bids/${bidId}/ethics/1`)
    await page.locator('[name="Q101-value"][value="ai_core"]').check()
    await page.locator('#Q104-parts-stages').fill('Six weeks beside the present process.')
    await page.locator('[name="Q101-value"][value="no_ai"]').check()
    await page.locator('#Q104').waitFor({ state: 'detached' })
    await page.locator('[name="Q101-value"][value="ai_core"]').check()
    await page.locator('#Q104').waitFor()
    expect(await page.locator('#Q104-parts-stages').inputValue()).toBe('Six weeks beside the present process.')
    await eventually(async () => {
      expect(await saved(bidId)).toEqual({
        Q101: { value: 'ai_core' },
        Q104: { parts: { stages: 'Six weeks beside the present process.' } },
      })
    })
    await page.locator('#Q104-parts-stages').fill('Eight weeks.')
    await saveSection(page)
    await page.waitForURL('**/ethics/2')
    expect(await saved(bidId)).toMatchObject({ Q104: { parts: { stages: 'Eight weeks.' } } })
    expect(page.complaints).toEqual([])
  })
})
