import { move, type Moves } from '../../../shared/domain/lifecycle.js'

/** An agreement from its first draft on. Nothing that is written changes once it is open, but for its validity. */
const MOVES = {
  draft: ['proposed', 'discarded'],
  proposed: ['draft', 'open', 'discarded'],
  open: ['closed', 'terminated', 'expired'],
  discarded: [],
  closed: [],
  terminated: [],
  expired: [],
} as const satisfies Moves<string>

export type AgreementState = keyof typeof MOVES

/** States of a draft; open ones have become an agreement. */
export const DRAFT_STATES = ['draft', 'proposed', 'open', 'discarded'] as const satisfies readonly AgreementState[]

export type DraftState = (typeof DRAFT_STATES)[number]

/** What everybody may see; an agreement expires by itself when its validity is over. */
export const OPENED_STATES = ['open', 'closed', 'terminated', 'expired'] as const satisfies readonly AgreementState[]

export type OpenedState = (typeof OPENED_STATES)[number]

/** How somebody ends one before its validity does. */
export const ENDS = ['closed', 'terminated'] as const satisfies readonly OpenedState[]

export type AgreementEnd = (typeof ENDS)[number]

export const moveAgreement = <To extends AgreementState>(from: AgreementState, to: To): To => {
  move<AgreementState>('agreement', MOVES, from, to)
  return to
}
