import type { Actor } from '../../../shared/domain/actor.js'
import type { RequirementState } from './requirement-lifecycle.js'
import { mayDraftRequirement, mayPublishRequirement, type RequirementFacts } from './requirement-policy.js'

type Facts = RequirementFacts & { state: RequirementState }

/** Whom a buyer means to invite, and whom it invited, is for the buyer's people and the officers; no supplier learns who its rivals are. */
export const mayReadShortlist = (actor: Actor, requirement: RequirementFacts): boolean =>
  requirement.buyerId === actor.organisationId
    ? actor.hasAny(['buyer-author', 'buyer-approver', 'evaluator'])
    : actor.hasAny(['procurement-officer', 'auditor']) && !actor.supplierAnywhere

/** What is chosen is a part of the draft, and frozen with it. */
export const mayChooseShortlist = (actor: Actor, requirement: Facts): boolean =>
  requirement.state === 'draft' && mayDraftRequirement(actor, requirement)

/** Running it again changes nothing that was approved, so whoever may publish may do so until then. */
export const mayRunShortlist = (actor: Actor, requirement: Facts): boolean =>
  ['draft', 'in-approval', 'approved'].includes(requirement.state) && mayPublishRequirement(actor, requirement)
