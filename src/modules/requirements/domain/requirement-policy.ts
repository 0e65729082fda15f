import type { Actor } from '../../../shared/domain/actor.js'
import type { ConsentSide } from './consent.js'

export interface RequirementFacts {
  buyerId: string
  publishedAt: string | null
  practice: boolean
}

/** Practice is for people with an account; drafts are the buyer's and the officers'. */
export const maySeeRequirement = (actor: Actor | null, requirement: RequirementFacts): boolean =>
  actor === null
    ? requirement.publishedAt !== null && !requirement.practice
    : requirement.publishedAt !== null || requirement.buyerId === actor.organisationId || actor.has('procurement-officer')

/** What happened is for everybody who sees the requirement; which person did it is not. */
export const maySeeWhoChanged = (actor: Actor | null, requirement: RequirementFacts): boolean =>
  actor !== null && (requirement.buyerId === actor.organisationId || actor.has('procurement-officer'))

export const mayDraftRequirement = (actor: Actor, requirement: RequirementFacts): boolean =>
  actor.has('buyer-author') && requirement.buyerId === actor.organisationId

/** Nobody approves what they contributed to, and nobody who works for a supplier approves at all. */
export const mayApproveRequirement = (actor: Actor, requirement: RequirementFacts, contributorIds: readonly string[]): boolean =>
  actor.has('buyer-approver') &&
  requirement.buyerId === actor.organisationId &&
  !contributorIds.includes(actor.personId) &&
  !actor.supplierAnywhere

export const mayReturnRequirement = (actor: Actor, requirement: RequirementFacts): boolean =>
  actor.has('buyer-approver') && requirement.buyerId === actor.organisationId

/** For the marketplace, not for the buyer; nobody releases what they contributed to, and nobody who works for a supplier releases at all. */
export const mayReleaseHold = (actor: Actor, contributorIds: readonly string[]): boolean =>
  actor.has('senior-officer') && !contributorIds.includes(actor.personId) && !actor.supplierAnywhere

export const mayPublishRequirement = (actor: Actor, requirement: RequirementFacts): boolean =>
  actor.hasAny(['buyer-author', 'buyer-approver']) && requirement.buyerId === actor.organisationId

export const mayExtendRequirement = (actor: Actor, requirement: RequirementFacts): boolean =>
  actor.hasAny(['buyer-author', 'buyer-approver']) && requirement.buyerId === actor.organisationId

export const mayAmendRequirement = (actor: Actor, requirement: RequirementFacts): boolean => mayDraftRequirement(actor, requirement)

/** The side on which the actor cancels, null for whoever may not. Nobody who works for a supplier counts as an approver. */
export function cancellingSideOf(actor: Actor, requirement: RequirementFacts): ConsentSide | null {
  if (requirement.buyerId !== actor.organisationId) return null
  if (actor.has('buyer-approver') && !actor.supplierAnywhere) return 'approver'
  return actor.has('buyer-author') ? 'author' : null
}

/** The side on which the actor reopens after an outage: the buyer's or the marketplace's; null for whoever may not. */
export function reopeningSideOf(actor: Actor, requirement: RequirementFacts): ConsentSide | null {
  if (actor.supplierAnywhere) return null
  if (actor.has('buyer-approver') && requirement.buyerId === actor.organisationId) return 'approver'
  return actor.has('procurement-officer') ? 'officer' : null
}
