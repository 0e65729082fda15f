import { Conflict } from '../../../shared/domain/errors.js'
import type { Instant } from '../../../shared/domain/instant.js'

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

export class RequirementMoveRefused extends Conflict {
  constructor(from: RequirementState, to: RequirementState) {
    super('requirement-state', `A requirement cannot go from ${from} to ${to}.`, { state: from })
  }
}

/** Returns the new state, or refuses: states never change any other way. */
export function moveRequirement(from: RequirementState, to: RequirementState): RequirementState {
  const allowed: readonly RequirementState[] = MOVES[from]
  if (!allowed.includes(to)) throw new RequirementMoveRefused(from, to)
  return to
}

/** After the deadline a requirement is closed for every reader and writer, whether or not a job has run. */
export function stateAt(stored: RequirementState, submissionDeadline: Instant | null, now: Instant): RequirementState {
  return stored === 'open' && submissionDeadline !== null && now >= submissionDeadline ? 'closed' : stored
}
