import type { Instant } from '../../../shared/domain/instant.js'
import { move } from '../../../shared/domain/lifecycle.js'

/** Every move there is; the legal ground of each stands in docs/architecture.md. */
const MOVES = {
  draft: ['in-approval', 'cancelled'],
  'in-approval': ['draft', 'approved', 'cancelled'],
  approved: ['open', 'draft', 'cancelled'],
  open: ['closed', 'cancelled'],
  closed: ['evaluating', 'unsuccessful', 'open', 'cancelled'],
  evaluating: ['awarding', 'unsuccessful', 'cancelled'],
  awarding: ['completed', 'cancelled'],
  unsuccessful: [],
  completed: [],
  cancelled: [],
} as const satisfies Record<string, readonly string[]>

export type RequirementState = keyof typeof MOVES

export const REQUIREMENT_STATES = Object.keys(MOVES) as RequirementState[]

/** The new state, or MoveRefused. */
export const moveRequirement = (from: RequirementState, to: RequirementState): RequirementState =>
  move<RequirementState>('requirement', MOVES, from, to)

export const mayMoveRequirement = (from: RequirementState, to: RequirementState): boolean =>
  (MOVES[from] as readonly RequirementState[]).includes(to)

/** After the deadline a requirement is closed for every reader and writer, whether or not a job has run. */
export function stateAt(stored: RequirementState, submissionDeadline: Instant | null, now: Instant): RequirementState {
  return stored === 'open' && submissionDeadline !== null && now >= submissionDeadline ? 'closed' : stored
}
