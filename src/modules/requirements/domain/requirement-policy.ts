import type { Actor } from '../../../shared/domain/actor.js'

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
