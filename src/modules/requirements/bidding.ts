import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { hasActiveMembership } from '../memberships/memberships.js'
import type { RequirementSummary } from './requirement-queries.js'

/** Whether somebody may start a bid on a requirement, or what keeps them from it. */
export type Bidding = 'may-start' | 'not-open' | 'not-signed-in' | 'no-supplier' | 'no-bid-writer' | 'no-membership'

/** Tells what starting a bid would come to, for whoever looks at the requirement; the start itself asks again. */
export async function biddingOf(view: Readable, actor: Actor | null, { state, categoryIds }: RequirementSummary): Promise<Bidding> {
  if (state !== 'open') return 'not-open'
  if (actor === null) return 'not-signed-in'
  if (actor.organisationKind !== 'supplier') return 'no-supplier'
  if (!actor.has('bid-writer')) return 'no-bid-writer'
  return (await hasActiveMembership(view, actor.organisationId, categoryIds)) ? 'may-start' : 'no-membership'
}
