import type { Actor } from '../../shared/domain/actor.js'
import { Forbidden, NotFound } from '../../shared/domain/errors.js'
import { maySeeRequirement, type RequirementFacts } from './domain/requirement-policy.js'

/** Not found for what is not the actor's to know; not allowed for what the actor may see but not do. */
export function refuseUnless(allowed: boolean, actor: Actor, requirement: RequirementFacts, who: string): void {
  if (allowed) return
  if (!maySeeRequirement(actor, requirement)) throw new NotFound('requirement')
  throw new Forbidden('not-the-buyer', `Only ${who} may do this.`)
}
