import type { Actor } from '../../../shared/domain/actor.js'
import type { RequirementState } from './requirement-lifecycle.js'

/** How far a requirement is, as its pages go by it. */
export interface HowFar {
  state: RequirementState
  publishedAt: string | null
  bidsOpenedAt: string | null
}

/** A page of a requirement; `why` where there is nothing on it yet, or no more. */
export interface RequirementPage {
  path: string
  text: string
  why: string | null
}

type Waiting = (howFar: HowFar) => string | null

const never: Waiting = () => null

const beforePublication: Waiting = ({ publishedAt }) => (publishedAt === null ? null : 'it is published, and everybody can read it')

const afterPublication: Waiting = ({ publishedAt, state }) => {
  if (publishedAt !== null) return null
  return state === 'cancelled' ? 'it was cancelled before it was published' : 'once it is published'
}

const afterDeadline: Waiting = howFar =>
  afterPublication(howFar) ?? (howFar.state === 'open' ? 'after the deadline for bids' : unopened(howFar))

/** What was never opened stays sealed for good. */
const unopened: Waiting = ({ state, bidsOpenedAt }) =>
  state === 'cancelled' && bidsOpenedAt === null ? 'it was cancelled before the bids were opened, and they stay sealed' : null

const afterOpening: Waiting = howFar =>
  afterDeadline(howFar) ?? (howFar.bidsOpenedAt === null ? 'once two people have opened the bids' : null)

const WRITERS = ['buyer-author', 'buyer-approver', 'evaluator'] as const
const RUNNERS = ['buyer-author', 'buyer-approver'] as const
const READERS = ['buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer', 'auditor'] as const

/** Every page that belongs to a requirement, with who may see it and what it waits for. */
const PAGES = [
  { path: '', text: 'Parts of the requirement', seenBy: WRITERS, waitsFor: never },
  { path: '/preview', text: 'Preview as the public will see it', seenBy: WRITERS, waitsFor: beforePublication },
  { path: '/shortlist', text: 'Shortlist', seenBy: [...WRITERS, 'procurement-officer'], waitsFor: never },
  { path: '/comments', text: 'Comments', seenBy: WRITERS, waitsFor: never },
  { path: '/versions', text: 'Versions', seenBy: [...RUNNERS, 'procurement-officer'], waitsFor: never },
  { path: '/approval', text: 'Approval and publication', seenBy: [...RUNNERS, 'senior-officer'], waitsFor: never },
  { path: '/invitations', text: 'Invitations', seenBy: READERS, waitsFor: afterPublication },
  { path: '/questions', text: 'Questions of suppliers', seenBy: RUNNERS, waitsFor: afterPublication },
  { path: '/rules', text: 'Rules and waivers', seenBy: RUNNERS, waitsFor: afterPublication },
  { path: '/changes', text: 'Changes: amend, extend, cancel', seenBy: [...RUNNERS, 'procurement-officer'], waitsFor: never },
  { path: '/interests', text: 'Your interests', seenBy: READERS, waitsFor: afterPublication },
  { path: '/opening', text: 'Opening of the bids', seenBy: READERS, waitsFor: afterDeadline },
  { path: '/bids', text: 'Bids', seenBy: READERS, waitsFor: afterOpening },
  { path: '/compare', text: 'Comparison of the bids', seenBy: READERS, waitsFor: afterOpening },
  { path: '/pack', text: 'Bid pack', seenBy: READERS, waitsFor: afterOpening },
] as const

/** The pages of a requirement that somebody may see, in the order in which they are needed. */
export const pagesOf = (howFar: HowFar, actor: Pick<Actor, 'hasAny'>): RequirementPage[] =>
  PAGES.filter(({ seenBy }) => actor.hasAny(seenBy)).map(({ path, text, waitsFor }) => ({ path, text, why: waitsFor(howFar) }))
