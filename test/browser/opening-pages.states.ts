import type { Page } from 'playwright-core'

import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { type OpeningsInEveryState, openingsInEveryState } from './openings-in-every-state.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

type State = PageState<OpeningsInEveryState>
type Which = Exclude<keyof OpeningsInEveryState, 'test'>

const OPENING = '/buyer/requirements/:id/opening'
const INTERESTS = '/buyer/requirements/:id/interests'

const pathOf = (route: string, id: string): string => route.replace(':id', id)

const shown = (state: string, which: Which, as: State['as'] = 'buyer-approver', route = OPENING): State => ({
  route: `GET ${route}`,
  state,
  as,
  show: (page, world) => page.goto(pathOf(route, world[which])),
})

const sent = (state: string, show: State['show'], as: State['as'] = 'buyer-approver', route = OPENING): State => ({
  route: `POST ${route}`,
  state,
  as,
  show,
})

/** From a page that was opened while there was a form on it. */
const stale =
  (which: Which): State['show'] =>
  async (page, world) => {
    await page.goto(pathOf(OPENING, world.due))
    await sendElsewhere(page, pathOf(OPENING, world[which]), { confirmed: 'yes' })
  }

const actForOperator = async (page: Page): Promise<void> => {
  await page.goto('/organisation')
  await page.getByLabel(/Marketplace Operator/).check()
  await page.getByRole('main').getByRole('button').first().click()
}

/** The opening of bids by two people, and what everybody declares before. */
export const OPENING_PAGES: StateTable<OpeningsInEveryState> = {
  prepare: openingsInEveryState,
  states: [
    shown('not published', 'draft'),
    shown('before the deadline', 'far'),
    shown('interests not declared', 'undeclared'),
    shown('interest declared', 'barred'),
    shown('to agree', 'due'),
    shown('old sign-in', 'due', 'new-stale'),
    shown('waiting for the second person', 'half'),
    {
      ...shown('agreed for the other side', 'byOne', 'new-both'),
      show: async (page, { byOne }) => {
        await actForOperator(page)
        await page.goto(pathOf(OPENING, byOne))
      },
    },
    shown('side taken', 'half', 'new-approver'),
    shown('to complete', 'half', 'procurement-officer'),
    shown('watching', 'half', 'evaluator'),
    shown('opened', 'opened'),
    shown('opened without bids', 'empty'),
    shown('opened and not declared', 'opened', 'evaluator'),
    shown('cancelled', 'cancelled'),
    shown('with refused attempts', 'half', 'procurement-officer'),
    shown('split, before the deadline', 'splitFar'),
    shown('split, to agree', 'split'),
    shown('split, without a share', 'split', 'new-approver'),
    shown('split, to complete', 'splitHalf', 'procurement-officer'),

    sent('not confirmed', async (page, { due }) => {
      await page.goto(pathOf(OPENING, due))
      await press(page, 'Agree to open')
    }),
    sent(
      'wrong password',
      async (page, { due }) => {
        await page.goto(pathOf(OPENING, due))
        await page.getByLabel('I want to open the bids').check()
        await page.getByLabel('Your password').fill(`${PASSWORD}x`)
        await press(page, 'Agree to open')
      },
      'new-stale',
    ),
    sent('before the deadline', stale('far')),
    sent('wrong passphrase', async (page, { split }) => {
      await page.goto(pathOf(OPENING, split))
      await page.getByLabel('I want to open the bids').check()
      await page.getByLabel('The passphrase of your key for opening bids').fill(PASSWORD)
      await press(page, 'Agree to open')
    }),
    sent('same person', stale('half')),
    sent('side taken', stale('half'), 'new-approver'),
    sent('opened meanwhile', stale('opened')),

    shown('nothing declared', 'undeclared', 'evaluator', INTERESTS),
    shown('no interest', 'due', 'buyer-approver', INTERESTS),
    shown('an interest', 'barred', 'buyer-approver', INTERESTS),
    sent(
      'nothing chosen',
      async (page, { undeclared }) => {
        await page.goto(pathOf(INTERESTS, undeclared))
        await press(page, 'Declare')
      },
      'evaluator',
      INTERESTS,
    ),
    sent(
      'not explained',
      async (page, { undeclared }) => {
        await page.goto(pathOf(INTERESTS, undeclared))
        await page.getByLabel('Yes', { exact: true }).check()
        await press(page, 'Declare')
      },
      'evaluator',
      INTERESTS,
    ),
  ],
}
