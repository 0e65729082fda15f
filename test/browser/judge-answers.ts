import type { Page } from 'playwright-core'

import { press } from './send-elsewhere.js'

export interface TypedVerdict {
  verdict: 'Accept the answer' | 'Query it: ask the supplier' | 'Reject it'
  reason?: string
  clause?: string
}

export const headingOf = (page: Page): Promise<string | null> => page.getByRole('heading', { level: 1 }).textContent()

/** What the page says has been done. */
export const told = (page: Page): Promise<string> => page.locator('.govuk-notification-banner').innerText()

/** Chooses a verdict on the answer that is shown, and gives it. */
export async function give(page: Page, { verdict, reason, clause }: TypedVerdict): Promise<void> {
  await page.getByLabel(verdict).check()
  if (reason !== undefined) await page.getByLabel('Reason', { exact: true }).fill(reason)
  if (clause !== undefined) await page.getByLabel('Clause that the answer does not meet').selectOption(clause)
  await press(page, 'Give the verdict')
}

/** Accepts every answer that must be judged and was not; ends on the page of the whole audit. Answers how many. */
export async function acceptAll(page: Page): Promise<number> {
  let accepted = 0
  await press(page, 'Judge the next answer')
  while ((await headingOf(page)) !== 'Ethics audit') {
    await give(page, { verdict: 'Accept the answer' })
    accepted += 1
  }
  return accepted
}
