import type { Actor } from '../../../shared/domain/actor.js'
import { type RequirementFacts, maySeeRequirement } from './requirement-policy.js'

interface Asked {
  supplierId: string
}

export const mayAsk = (actor: Actor, requirement: RequirementFacts): boolean =>
  actor.has('bid-writer') && maySeeRequirement(actor, requirement)

/** Nobody but the asker knows who asked, so nobody else sees a question as its own. */
export const isOwnQuestion = (actor: Actor, { supplierId }: Asked): boolean =>
  actor.has('bid-writer') && actor.organisationId === supplierId

/** A question may hold what no rival should read, so nobody who works for a supplier reads or answers those of others. */
export const mayAnswerClarifications = (actor: Actor, requirement: RequirementFacts): boolean =>
  actor.has('buyer-author') && requirement.buyerId === actor.organisationId && !actor.supplierAnywhere

export const mayAnswerRuleClarifications = (actor: Actor): boolean => actor.has('procurement-officer') && !actor.supplierAnywhere
