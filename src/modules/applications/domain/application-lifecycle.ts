import { move, type Moves } from '../../../shared/domain/lifecycle.js'

/** What a supplier may have under way for a category; after the last three it may apply anew at any time (T6). */
const MOVES = {
  draft: ['submitted', 'withdrawn'],
  submitted: ['under-review', 'withdrawn'],
  'under-review': ['clarification', 'admitted', 'rejected', 'withdrawn'],
  clarification: ['under-review', 'withdrawn'],
  admitted: [],
  rejected: [],
  withdrawn: [],
} as const satisfies Moves<string>

export type ApplicationState = keyof typeof MOVES

export const APPLICATION_STATES = Object.keys(MOVES) as ApplicationState[]

/** With the officers, who decide on it by its last day. */
export const WAITING_STATES = ['submitted', 'under-review', 'clarification'] as const satisfies readonly ApplicationState[]

export const isWaiting = (state: ApplicationState): boolean => WAITING_STATES.some(each => each === state)

/** Of these a supplier has one at most for a category, and may withdraw it; the index of them is one_application_under_way. */
export const UNDER_WAY_STATES = ['draft', ...WAITING_STATES] as const satisfies readonly ApplicationState[]

export const moveApplication = <To extends ApplicationState>(from: ApplicationState, to: To): To => {
  move<ApplicationState>('application', MOVES, from, to)
  return to
}
