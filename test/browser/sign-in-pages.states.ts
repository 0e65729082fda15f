import type { Page } from 'playwright-core'

import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { arrive, grant } from '../support/people.js'
import { setUpSecondFactor } from '../support/second-factor.js'
import { anOpenRequirement } from '../support/world.js'
import type { StateTable } from './state-table.js'

const send = (page: Page, name: string): Promise<unknown> => page.getByRole('main').getByRole('button', { name }).click()

const signIn = async (page: Page, player: string, password: string): Promise<void> => {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill(`${player}@example.test`)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await send(page, 'Sign in')
}

/** Signing in, and choosing for whom to act; the auditor belongs to two organisations. */
export const SIGN_IN_PAGES: StateTable<null> = {
  prepare: async test => {
    await anOpenRequirement(test)
    await grant(test, 'auditor', 'First Example Council', 'evaluator')
    await arrive(test, 'new-with-phone')
    await setUpSecondFactor(test, 'new-with-phone')
    await arrive(test, 'new-alone')
    return null
  },
  states: [
    { route: 'GET /opportunities', state: 'some', as: 'supplier-admin', show: page => page.goto('/opportunities') },
    { route: 'GET /sign-in', state: 'empty', show: page => page.goto('/sign-in') },
    {
      route: 'POST /sign-in',
      state: 'nothing typed',
      show: async page => {
        await page.goto('/sign-in')
        await send(page, 'Sign in')
      },
    },
    {
      route: 'POST /sign-in',
      state: 'refused',
      show: page => signIn(page, 'auditor', 'wrong'),
    },
    { route: 'POST /sign-in', state: 'code needed', show: page => signIn(page, 'new-with-phone', PASSWORD) },
    {
      route: 'GET /sign-in/second-step',
      state: 'waiting',
      show: async page => {
        await signIn(page, 'new-with-phone', PASSWORD)
        await page.goto('/sign-in/second-step')
      },
    },
    {
      route: 'POST /sign-in/second-step',
      state: 'refused',
      show: async page => {
        await signIn(page, 'new-with-phone', PASSWORD)
        await page.getByLabel('Enter your security code').fill('ABCD-EFGH')
        await send(page, 'Continue')
      },
    },
    { route: 'GET /organisation', state: 'none', as: 'new-alone', show: page => page.goto('/organisation') },
    { route: 'GET /organisation', state: 'several', as: 'auditor', show: page => page.goto('/organisation') },
    { route: 'GET /organisation', state: 'one', as: 'evaluator', show: page => page.goto('/organisation') },
    {
      route: 'POST /organisation',
      state: 'nothing chosen',
      as: 'auditor',
      show: async page => {
        await page.goto('/organisation')
        await send(page, 'Continue')
      },
    },
  ],
}
