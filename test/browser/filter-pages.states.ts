import type { Player } from '../support/test-app.js'
import { sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

type State = PageState<null>

const FILTERS = '/officer/filters'
const SENIOR: Player = 'senior-officer'

const at = (state: string, route: string, path: string, as?: Player): State => ({
  route: `GET ${route}`,
  state,
  as,
  show: page => page.goto(path),
})

const sent = (verb: 'add' | 'mark', state: string, fields: Readonly<Record<string, string>>): State => ({
  route: `POST ${FILTERS}/${verb}`,
  state,
  as: SENIOR,
  show: async page => {
    await page.goto(FILTERS)
    await sendElsewhere(page, `${FILTERS}/${verb}`, fields)
  },
})

const LAW: readonly State[] = [
  at('today', '/law', '/law'),
  at('another day', '/law', '/law?on=2025-12-31'),
  at('nothing in force', '/law', '/law?on=1999-12-31'),
  at('no day', '/law', '/law?on=tomorrow'),
]

const FILTER_PAGES: readonly State[] = [
  at('to change', FILTERS, FILTERS, SENIOR),
  at('only to read', FILTERS, FILTERS, 'auditor'),
  at('with retired values', FILTERS, FILTERS, 'procurement-officer'),
  sent('add', 'nothing typed', { seen: '2' }),
  sent('add', 'a title that is taken', {
    seen: '2',
    place: 'sector',
    title: 'Health',
    addReason: 'Asked for.',
  }),
  sent('mark', 'no value chosen', { seen: '2' }),
  sent('mark', 'changed by somebody else', {
    seen: '1',
    value: 'sector/health',
    reason: 'Nobody uses it.',
  }),
]

/** Filters in their editions, and the figures of the law. */
export const FILTER_AND_LAW_PAGES: StateTable<null> = {
  prepare: async test => {
    const retired = { facet: 'sector', value: 'defence', as: 'retire', reason: 'Nobody uses it.' }
    await test.api(SENIOR).post('/filters/mark-value').set('If-Match', '"1"').send(retired).expect(201)
    return null
  },
  states: [...FILTER_PAGES, ...LAW],
}
