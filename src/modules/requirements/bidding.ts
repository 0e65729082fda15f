import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { hasActiveMembership } from '../memberships/memberships.js'
import { isLeftOut } from './may-bid.js'
import type { RequirementSummary } from './requirement-queries.js'

/** Whether somebody may start a bid on a requirement, or what keeps them from it. */
export type Bidding = 'may-start' | 'not-open' | 'not-signed-in' | 'no-supplier' | 'no-bid-writer' | 'no-membership' | 'not-invited'

/** Tells what starting a bid would come to, for whoever looks at the requirement; the start itself asks again. */
export async function biddingOf(view: Readable, actor: Actor | null, { id, state, categoryIds }: RequirementSummary): Promise<Bidding> {
  if (state !== 'open') return 'not-open'
  if (actor === null) return 'not-signed-in'
  if (actor.organisationKind !== 'supplier') return 'no-supplier'
  if (!actor.has('bid-writer')) return 'no-bid-writer'
  if (!(await hasActiveMembership(view, actor.organisationId, categoryIds))) return 'no-membership'
  return (await isLeftOut(view, id, actor.organisationId)) ? 'not-invited' : 'may-start'
}
