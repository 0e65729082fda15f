import type { TestApp } from '../support/test-app.js'
import { anOpening, eventsHandled } from '../support/world.js'
import type { StateTable } from './state-table.js'

/** Makes the one competition a real one of a month that is over, with many bids. */
async function prepare(test: TestApp): Promise<null> {
  await anOpening(test, 'supplier-admin')
  await eventsHandled(test)
  await test.rows(`UPDATE requirement SET practice = false`)
  await test.rows(`
    INSERT INTO competition_figure (requirement_id, figure, tier, key, effect, number)
    SELECT o.requirement_id, f.* FROM opening o, (VALUES
      ('bids', 'high', '', '', 43), ('outcome', 'high', 'referred', '', 24), ('outcome', 'high', 'stopped', '', 12),
      ('finding', 'high', 'AIP-9.1', 'refer', 19), ('finding', 'high', 'AIP-7.1', 'warn', 8), ('refusal', 'high', 'ethics-check-failed', '', 33)
    ) AS f (figure, tier, key, effect, number)`)
  await test.moveClock('40 days')
  return null
}

/** The figures that everybody reads, once there are enough bids. */
export const PUBLIC_FIGURES: StateTable<null> = {
  options: { working: true },
  prepare,
  states: [{ route: 'GET /transparency', state: 'with figures', show: page => page.goto('/transparency') }],
}
