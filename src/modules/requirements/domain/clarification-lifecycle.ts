import { move } from '../../../shared/domain/lifecycle.js'

/** A question waits until the buyer answers or refuses it, or its asker takes it back. */
const MOVES = {
  waiting: ['answered', 'refused', 'withdrawn'],
  answered: [],
  refused: [],
  withdrawn: [],
} as const satisfies Record<string, readonly string[]>

export type ClarificationState = keyof typeof MOVES

export const CLARIFICATION_STATES = Object.keys(MOVES) as ClarificationState[]

/** Returns the new state, or throws MoveRefused: states never change any other way. */
export const moveClarification = (from: ClarificationState, to: ClarificationState): ClarificationState =>
  move<ClarificationState>('clarification', MOVES, from, to)
