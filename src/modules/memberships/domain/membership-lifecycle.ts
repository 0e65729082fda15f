import { move, type Moves } from '../../../shared/domain/lifecycle.js'

/** The standing of a supplier in a category. After the last two it may apply anew. */
const MOVES = {
  active: ['suspended', 'removed', 'lapsed'],
  suspended: ['active', 'removed', 'lapsed'],
  removed: [],
  lapsed: [],
} as const satisfies Moves<string>

export type MembershipState = keyof typeof MOVES

export const MEMBERSHIP_STATES = Object.keys(MOVES) as MembershipState[]

/** Those that count: of them there is one for a supplier and category at most. */
export const STANDING_STATES = ['active', 'suspended'] as const satisfies readonly MembershipState[]

export const hasEnded = (state: MembershipState): boolean => MOVES[state].length === 0

export const moveMembership = <To extends MembershipState>(from: MembershipState, to: To): To => {
  move<MembershipState>('membership', MOVES, from, to)
  return to
}
