import type { OpeningSide } from './bid-policy.js'

/** How far the opening of a requirement's bids is. */
export type OpeningStage = 'not-published' | 'cancelled' | 'before-deadline' | 'due' | 'opened'

export interface OpeningFacts {
  publishedAt: string | null
  state: string
  bidsOpenedAt: string | null
}

/** `inTime`: whether bids may still come, by the database clock. What was opened stays opened, also where the competition was cancelled later. */
export function openingStage({ publishedAt, state, bidsOpenedAt }: OpeningFacts, inTime: boolean): OpeningStage {
  if (bidsOpenedAt !== null) return 'opened'
  if (state === 'cancelled') return 'cancelled'
  if (publishedAt === null) return 'not-published'
  return inTime ? 'before-deadline' : 'due'
}

/**
 * What there is to do at the opening for one person: nothing but to watch, to declare interests first, to wait for the deadline, to agree as
 * the first, to wait for the second, or to complete it.
 */
export type OpeningStep = 'none' | 'watch' | 'declare' | 'barred' | 'wait' | 'agree' | 'agreed' | 'side-taken' | 'complete'

export interface Asking {
  /** On which side they may open; null for whoever may only look. */
  side: OpeningSide | null
  /** What they declared; null where they have not. */
  hasInterest: boolean | null
}

export interface GivenAgreement {
  side: OpeningSide
  isOwn: boolean
}

/** People agree, not accounts: whoever agreed for one side has agreed, also where they act for the other now. */
export function openingStep(stage: OpeningStage, { side, hasInterest }: Asking, given: readonly GivenAgreement[]): OpeningStep {
  if (stage === 'opened' || stage === 'cancelled' || stage === 'not-published') return 'none'
  if (given.some(({ isOwn }) => isOwn)) return 'agreed'
  if (side === null) return 'watch'
  if (hasInterest === null) return 'declare'
  if (hasInterest) return 'barred'
  if (stage === 'before-deadline') return 'wait'
  if (given.some(each => each.side === side)) return 'side-taken'
  return given.length > 0 ? 'complete' : 'agree'
}
