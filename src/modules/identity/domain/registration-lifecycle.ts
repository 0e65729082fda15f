import { move } from '../../../shared/domain/lifecycle.js'

const MOVES = {
  waiting: ['approved', 'refused', 'withdrawn'],
  approved: [],
  refused: [],
  withdrawn: [],
} as const satisfies Record<string, readonly string[]>

export type RegistrationState = keyof typeof MOVES

export const REGISTRATION_STATES = Object.keys(MOVES) as RegistrationState[]

export const moveRegistration = (from: RegistrationState, to: RegistrationState): RegistrationState =>
  move<RegistrationState>('registration', MOVES, from, to)
