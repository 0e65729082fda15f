import type { Actor } from '../../../shared/domain/actor.js'
import { maySeeRequirement, type RequirementFacts } from './requirement-policy.js'

/** Whoever writes bids says for the organisation whether there will be one. */
export const mayAnswerInvitation = (actor: Actor, requirement: RequirementFacts): boolean =>
  actor.has('bid-writer') && maySeeRequirement(actor, requirement)
