import { move } from '../../../shared/domain/lifecycle.js'

/** Submitting again replaces, so submitted leads to itself. */
const MOVES = {
  draft: ['submitted', 'not-submitted'],
  submitted: ['submitted', 'withdrawn', 'opened'],
  withdrawn: [],
  'not-submitted': [],
  opened: ['evaluated', 'disregarded'],
  evaluated: ['successful', 'unsuccessful', 'disregarded'],
  successful: ['superseded'],
  unsuccessful: ['successful'],
  disregarded: [],
  superseded: [],
} as const satisfies Record<string, readonly string[]>

export type BidState = keyof typeof MOVES

export const BID_STATES = Object.keys(MOVES) as BidState[]

/** The new state, or MoveRefused. */
export const moveBid = (from: BidState, to: BidState): BidState => move<BidState>('bid', MOVES, from, to)

/** A draft at the deadline was not submitted, whether or not a job has written it down. */
export const bidStateAt = (state: BidState, inTime: boolean): BidState => (state === 'draft' && !inTime ? 'not-submitted' : state)

/** The working copy may be written while a version can still be submitted. */
export const isWritable = (state: BidState): boolean => state === 'draft' || state === 'submitted'
