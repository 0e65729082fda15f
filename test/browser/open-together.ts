import type { Page } from 'playwright-core'

import { press } from './send-elsewhere.js'

/** Says on the page that asks for it that there is no interest. */
export async function declareNone(page: Page): Promise<void> {
  await page.getByLabel('No', { exact: true }).check()
  await press(page, 'Declare')
}

/** Agrees to open the bids on the page that is open; the button says whether as the first or the second. */
export async function agreeToOpen(page: Page, button: 'Agree to open' | 'Open the bids'): Promise<void> {
  await page.getByLabel('I want to open the bids').check()
  await press(page, button)
}
