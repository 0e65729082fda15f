import { move } from '../../../shared/domain/lifecycle.js'

/** Submitting again replaces, so submitted leads to itself; back to draft when an amended requirement blocks what was submitted. A draft that was too late lives again when all get more time after an outage. */
const MOVES = {
  draft: ['submitted', 'not-submitted'],
  submitted: ['submitted', 'withdrawn', 'opened', 'draft'],
  withdrawn: [],
  'not-submitted': ['draft'],
  opened: ['evaluated', 'disregarded'],
  evaluated: ['successful', 'unsuccessful', 'disregarded'],
  successful: ['superseded'],
  unsuccessful: ['successful'],
  disregarded: [],
  superseded: [],
} as const satisfies Record<string, readonly string[]>

export type BidState = keyof typeof MOVES

export const BID_STATES = Object.keys(MOVES) as BidState[]

/** A bid in one of these is not sealed any more: opened, and all that the opening leads to. */
export const OPENED_STATES: readonly BidState[] = reachableFrom('opened')

function reachableFrom(state: BidState, seen: readonly BidState[] = []): readonly BidState[] {
  return seen.includes(state)
    ? seen
    : MOVES[state].reduce<readonly BidState[]>((found, next) => reachableFrom(next, found), [...seen, state])
}

/** The new state, or MoveRefused. */
export const moveBid = (from: BidState, to: BidState): BidState => move<BidState>('bid', MOVES, from, to)

/** A draft at the deadline was not submitted, and is a draft again when the deadline moved after it: whether or not a job has written it down. */
export function bidStateAt(state: BidState, inTime: boolean): BidState {
  if (state === 'draft' || state === 'not-submitted') return inTime ? 'draft' : 'not-submitted'
  return state
}

/** The working copy may be written while a version can still be submitted. */
export const isWritable = (state: BidState): boolean => state === 'draft' || state === 'submitted'
