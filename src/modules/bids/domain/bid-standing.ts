import type { RequirementState } from '../../requirements/domain/requirement-lifecycle.js'
import { type BidState, OPENED_STATES } from './bid-lifecycle.js'

/**
 * What a bid amounts to for its supplier now. draft: nothing counts yet; counts: the last version goes in unless it is replaced; counts-no-more: an
 * amended requirement blocks what was submitted; sealed: the deadline has passed and nobody has opened it; cancelled: the buyer asks no more.
 */
export type BidStanding = 'draft' | 'counts' | 'counts-no-more' | 'not-submitted' | 'sealed' | 'opened' | 'withdrawn' | 'cancelled'

export interface StandingFacts {
  /** As it is by the clock. */
  state: BidState
  requirementState: RequirementState
  inTime: boolean
  hasVersion: boolean
}

export function bidStandingOf({ state, requirementState, inTime, hasVersion }: StandingFacts): BidStanding {
  if (state === 'withdrawn') return 'withdrawn'
  if (requirementState === 'cancelled') return 'cancelled'
  if (OPENED_STATES.includes(state)) return 'opened'
  if (state === 'submitted') return inTime ? 'counts' : 'sealed'
  if (!inTime) return 'not-submitted'
  return hasVersion ? 'counts-no-more' : 'draft'
}
