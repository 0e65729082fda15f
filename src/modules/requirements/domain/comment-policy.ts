import type { Actor } from '../../../shared/domain/actor.js'
import type { RequirementFacts } from './requirement-policy.js'

/**
 * Comments are what the buyer's own people say to each other, before and after publication: nobody else reads them, officers neither, and
 * nobody who works for a supplier as well.
 */
export const mayComment = (actor: Actor, { buyerId }: Pick<RequirementFacts, 'buyerId'>): boolean =>
  actor.hasAny(['buyer-author', 'buyer-approver', 'evaluator']) && buyerId === actor.organisationId && !actor.supplierAnywhere
