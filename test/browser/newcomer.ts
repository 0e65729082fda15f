import { expect } from '@jest/globals'
import type { Page } from 'playwright-core'

import { codeTo, GOOD_PASSWORD, SIGN_UP } from '../support/codes.js'
import type { MailCatcher } from '../support/mail-catcher.js'
import { press } from './send-elsewhere.js'

export const pathOf = (page: Page): string => new URL(page.url()).pathname

export const textOf = (page: Page): Promise<string> => page.getByRole('main').innerText()

/** Types into the fields with these labels. */
export async function fill(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value)
}

export const follow = (page: Page, name: string): Promise<void> =>
  page.getByRole('main').getByRole('link', { name, exact: true }).first().click()

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await fill(page, { 'E-mail address': email, Password: password })
  await press(page, 'Sign in')
}

/** From the front page to an account that is signed in. */
export async function signUp(page: Page, catcher: MailCatcher, email: string): Promise<void> {
  await page.goto('/')
  await follow(page, 'Create an account')
  await fill(page, { 'E-mail address': email })
  await press(page, 'Mail me a code')
  expect(pathOf(page)).toBe('/register/confirm')
  await fill(page, {
    'Code from the mail': ` ${await codeTo(catcher, email, SIGN_UP)} `,
    'Your name': 'Founder',
    'New password': GOOD_PASSWORD,
  })
  await press(page, 'Create the account')
  expect(await textOf(page)).toContain('Your account is there.')
  await signIn(page, email, GOOD_PASSWORD)
}

/** Fills the form that registers a supplier, and does not send it. */
export async function registerSupplier(page: Page, name: string, duns: string): Promise<void> {
  await page.goto('/organisation/register')
  await page.getByLabel('A supplier').check()
  await fill(page, { 'Official name': name, 'DUNS number': duns })
}
