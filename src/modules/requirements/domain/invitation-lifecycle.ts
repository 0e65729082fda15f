import { move } from '../../../shared/domain/lifecycle.js'

/**
 * An invitation's own way, beside the bid's. Until the deadline the supplier may think again, and give another reason; it stands again when the
 * deadline moved after it.
 */
const MOVES = {
  invited: ['viewed', 'intending', 'declined', 'no-response'],
  viewed: ['intending', 'declined', 'no-response'],
  intending: ['declined'],
  declined: ['intending', 'declined'],
  'no-response': ['invited'],
} as const satisfies Record<string, readonly string[]>

export type InvitationState = keyof typeof MOVES

export const INVITATION_STATES = Object.keys(MOVES) as InvitationState[]

/** The new state, or MoveRefused. */
export const moveInvitation = (from: InvitationState, to: InvitationState): InvitationState =>
  move<InvitationState>('invitation', MOVES, from, to)

/** Who said neither yes nor no by the deadline has not responded, unless a bid was started: that is a response of its own. */
export const awaitsResponse = (state: InvitationState): boolean => (MOVES[state] as readonly InvitationState[]).includes('no-response')
