import type { Actor } from '../../../shared/domain/actor.js'

export interface BidFacts {
  supplierId: string
}

/** Until the opening nobody but the supplier reads a bid, officers included. */
export const mayUseWorkingCopy = (actor: Actor, bid: BidFacts): boolean =>
  actor.has('bid-writer') && bid.supplierId === actor.organisationId

export const maySubmit = (actor: Actor, bid: BidFacts): boolean => actor.has('supplier-admin') && bid.supplierId === actor.organisationId

/** Whoever may hand a bid in may take it back. */
export const mayWithdraw = (actor: Actor, bid: BidFacts): boolean => maySubmit(actor, bid)

export type OpeningSide = 'buyer' | 'operator'

/** Which of the two sides the actor opens for; null for whoever may not open. A person with any supplier role anywhere never opens. */
export function openingSideOf(actor: Actor, requirement: { buyerId: string }): OpeningSide | null {
  if (actor.supplierAnywhere) return null
  if (actor.has('buyer-approver') && requirement.buyerId === actor.organisationId) return 'buyer'
  return actor.has('procurement-officer') ? 'operator' : null
}

/** Opened bids are for the buyer's people, the officers and the auditor, never for anybody with a supplier role. */
export const mayReadOpenedBids = (actor: Actor, requirement: { buyerId: string }): boolean =>
  !actor.supplierAnywhere &&
  (actor.hasAny(['procurement-officer', 'auditor']) ||
    (requirement.buyerId === actor.organisationId && actor.hasAny(['buyer-author', 'buyer-approver', 'evaluator'])))
