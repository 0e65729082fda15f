import { move } from '../../../shared/domain/lifecycle.js'

/** Too old is no state: the code ends, and a new one can be sent. */
const MOVES = {
  waiting: ['accepted', 'revoked'],
  accepted: [],
  revoked: [],
} as const satisfies Record<string, readonly string[]>

export type PersonInvitationState = keyof typeof MOVES

export const PERSON_INVITATION_STATES = Object.keys(MOVES) as PersonInvitationState[]

export const movePersonInvitation = (from: PersonInvitationState, to: PersonInvitationState): PersonInvitationState =>
  move<PersonInvitationState>('invitation', MOVES, from, to)
