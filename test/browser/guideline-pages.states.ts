import type { PageState, StateTable } from './state-table.js'

const EDITION = '/guidelines/ai-procurement/2020-06-08'

const shown = (path: string, route: string, state: string): PageState<null> => ({
  route: `GET /guidelines/:guideline/:edition${route}`,
  state,
  show: page => page.goto(EDITION + path),
})

/** The clauses, questions and rules of an edition, which anybody may read. */
export const GUIDELINE_PAGES: StateTable<null> = {
  prepare: () => Promise.resolve(null),
  states: [
    { route: 'GET /guidelines', state: 'some', show: page => page.goto('/guidelines') },
    shown('', '', 'an edition'),
    shown('/clauses/AIP-1.3', '/clauses/:clause', 'for both'),
    shown('/clauses/AIP-1.1', '/clauses/:clause', 'for public bodies'),
    shown('/clauses/AIP-5.2', '/clauses/:clause', 'for people to judge'),
    shown('/questions', '/questions', 'all sections'),
    shown('/questions/3', '/questions/:section', 'with tables'),
    shown('/questions/D', '/questions/:section', 'with declarations'),
    shown('/rules', '/rules', 'all rules'),
    shown('/rules/SR-22', '/rules/:rule', 'on bids'),
    shown('/rules/BR-08', '/rules/:rule', 'on requirements'),
    shown('/rules/SR-01', '/rules/:rule', 'over the whole form'),
    shown('/rules/SR-43', '/rules/:rule', 'never waived'),
    shown('/companions', '/companions', 'all'),
  ],
}
