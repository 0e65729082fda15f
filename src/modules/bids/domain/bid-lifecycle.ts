import { Conflict } from '../../../shared/domain/errors.js'

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

export class BidMoveRefused extends Conflict {
  constructor(from: BidState, to: BidState) {
    super('bid-state', `A bid cannot go from ${from} to ${to}.`, { state: from })
  }
}

/** Returns the new state, or refuses: states never change any other way. */
export function moveBid(from: BidState, to: BidState): BidState {
  const allowed: readonly BidState[] = MOVES[from]
  if (!allowed.includes(to)) throw new BidMoveRefused(from, to)
  return to
}

/** The working copy may be written while a version can still be submitted. */
export const isWritable = (state: BidState): boolean => state === 'draft' || state === 'submitted'
