import type { StateTable } from './state-table.js'

/** Pages of refusals and faults, which no route declares: the database has lost the clock that everything asks. */
export const BROKEN_PAGES: StateTable<null> = {
  prepare: async test => {
    await test.rows('ALTER FUNCTION market_now() RENAME TO market_then')
    return null
  },
  states: [
    { route: 'GET /status', state: 'does not work', show: page => page.goto('/status') },
    { route: 'any', state: '404', show: page => page.goto('/nothing') },
    { route: 'any', state: '500', show: page => page.goto('/opportunities') },
  ],
}
