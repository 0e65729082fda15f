import { expect } from 'expect'
import type { Page } from 'playwright-core'

import { eventually } from '../support/world.js'
import { letScriptRun } from './browsing.js'

/** Presses a button of the page's own part, and waits until the page that answers is whole. */
export async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name }).click()
  await page.waitForLoadState()
}

/**
 * Presses a button twice at once, and waits until the page at that path is whole. The second press may end what answers the first, which is no fault:
 * the browser's own waiting for an address would take it for one.
 */
export async function pressTwice(page: Page, name: string, path: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name }).dblclick()
  await eventually(async () => {
    expect(new URL(page.url()).pathname).toBe(path)
    await page.waitForLoadState()
  })
}

/**
 * Lets the form of the page that is open go to another address, with other fields: as it would from a page that was opened while that address still
 * took it.
 */
export async function sendElsewhere(page: Page, action: string, fields: Readonly<Record<string, string>>): Promise<void> {
  await letScriptRun(page, true)
  await page.evaluate(
    `(() => {
      const form = document.querySelector('main form')
      if (form.method !== 'post') throw new Error('The form of this page sends nothing, but asks for a page.')
      form.action = ${JSON.stringify(action)}
      for (const field of form.querySelectorAll('[name]:not([name^="_"])')) field.remove()
      for (const [name, value] of Object.entries(${JSON.stringify(fields)})) {
        const field = Object.assign(document.createElement('input'), { type: 'hidden', name, value })
        form.append(field)
      }
      form.append(Object.assign(document.createElement('button'), { id: 'sent-elsewhere', textContent: 'Send' }))
    })()`,
  )
  await page.locator('#sent-elsewhere').click()
}
