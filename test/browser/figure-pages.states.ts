import type { TestApp } from '../support/test-app.js'
import { anOpening, eventsHandled, placeIn } from '../support/world.js'
import type { PageState, StateTable } from './state-table.js'

interface World {
  agreementId: string
}

/** So many bids of each outcome and so on, as a competition of another month would have added them. */
const MORE_FIGURES = `
  INSERT INTO competition_figure (requirement_id, figure, tier, key, effect, number)
  SELECT o.requirement_id, f.figure, f.tier, f.key, f.effect, f.number FROM opening o, (VALUES
    ('bids', 'high', '', '', 40), ('outcome', 'high', 'referred', '', 21), ('outcome', 'high', 'stopped', '', 12), ('outcome', 'high', 'not-submitted', '', 7),
    ('finding', 'high', 'AIP-9.1', 'refer', 19), ('finding', 'high', 'AIP-7.1', 'warn', 8), ('finding', 'medium', 'AIP-9.1', 'refer', 3),
    ('refusal', 'high', 'ethics-check-failed', '', 33), ('refusal', 'high', 'deadline-passed', '', 6)
  ) AS f (figure, tier, key, effect, number) ON CONFLICT DO NOTHING`

async function prepare(test: TestApp): Promise<World> {
  await anOpening(test, 'supplier-admin')
  await eventsHandled(test)
  await test.rows(MORE_FIGURES)
  const { agreementId } = await placeIn(test, 'PRACTICE')
  return { agreementId }
}

const officer = (state: string, query: (world: World) => string): PageState<World> => ({
  route: 'GET /officer/figures',
  state,
  as: 'procurement-officer',
  show: (page, world) => page.goto(`/officer/figures${query(world)}`),
})

/** Figures for officers; what everybody reads has its states where months have passed. */
export const FIGURE_PAGES: StateTable<World> = {
  options: { working: true },
  prepare,
  states: [
    { route: 'GET /transparency', state: 'too few bids', show: page => page.goto('/transparency') },
    officer('nothing opened', () => ''),
    officer('some', ({ agreementId }) => `?agreement=${agreementId}`),
    officer('refused', () => '?from=soon&to=2026-02-31&agreement=all'),
  ],
}
