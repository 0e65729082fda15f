import type { Page } from 'playwright-core'

import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

const begun = (state: string, query: string): PageState<null> => ({
  route: 'GET /how-bids-are-checked/try',
  state,
  show: page => page.goto(`/how-bids-are-checked/try?${query}`),
})

const sent = (state: string, show: (page: Page) => Promise<unknown>): PageState<null> => ({
  route: 'POST /how-bids-are-checked/try',
  state,
  show,
})

const OFFER = '/how-bids-are-checked/try?tier=low&beginning=passing&section=1'

/** More rows than a page takes, as a form would send them. */
const MANY_ROWS = Object.fromEntries(Array.from({ length: 25 }, (_, row) => [`Q103-rows-${row}-name`, 'A part']))

/** How bids are checked, and the form to try it. */
export const TRIAL_PAGES: StateTable<null> = {
  prepare: () => Promise.resolve(null),
  states: [
    { route: 'GET /how-bids-are-checked', state: 'always', show: page => page.goto('/how-bids-are-checked') },
    begun('first draft', 'tier=high&beginning=draft&section=5'),
    begun('passing', 'tier=medium&beginning=passing&section=3'),
    begun('nothing answered', 'tier=low&beginning=empty&section=7'),
    begun('one choice each', 'tier=low'),
    sent('checked', async page => {
      await page.goto(OFFER)
      await press(page, 'See the report')
    }),
    sent('raised', async page => {
      await page.goto('/how-bids-are-checked/try?tier=low&beginning=passing&section=3')
      await page.getByLabel('Special category or criminal-offence data').first().check()
      await press(page, 'See the report')
    }),
    sent('a row added', async page => {
      await page.goto(OFFER)
      await press(page, 'Add a row to Q103')
    }),
    sent('malformed', async page => {
      await page.goto('/how-bids-are-checked/try?tier=low&beginning=passing&section=8')
      await page.locator('[id="Q804-value"]').fill('soon')
      await press(page, 'See the report')
    }),
    sent('too many rows', async page => {
      await page.goto(OFFER)
      await sendElsewhere(page, OFFER, { '.asked': 'Q103', ...MANY_ROWS })
    }),
  ],
}
