import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, Forbidden, NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { londonTime } from '../../shared/domain/london-time.js'
import { stateAt } from './domain/requirement-lifecycle.js'
import { maySeeRequirement, type RequirementFacts } from './domain/requirement-policy.js'
import type { Requirement } from './requirement.entity.js'

/** Not found for what is not the actor's to know; not allowed for what the actor may see but not do. */
export function refuseUnless(allowed: boolean, actor: Actor, requirement: RequirementFacts, who: string): asserts allowed {
  if (allowed) return
  if (!maySeeRequirement(actor, requirement)) throw new NotFound('requirement')
  throw new Forbidden('not-the-buyer', `Only ${who} may do this.`)
}

export class DeadlinePassed extends Conflict {
  constructor(serverTime: Instant, submissionDeadline: Instant) {
    super('deadline-passed', `It is ${londonTime(serverTime)} by the server; the deadline was ${londonTime(submissionDeadline)}.`, {
      serverTime,
      submissionDeadline,
    })
  }
}

class NotOpen extends Conflict {
  constructor(state: string) {
    super('requirement-not-open', `Only an open requirement can be extended or amended; this one is ${state}.`, { state })
  }
}

/** The deadline of a locked requirement that is open at `now`, a moment read after the lock was taken; or the reason why it can no longer be changed. */
export function openUntil({ state, submissionDeadline }: Requirement, now: Instant): Instant {
  if (state !== 'open' || submissionDeadline === null) throw new NotOpen(state)
  if (stateAt(state, submissionDeadline, now) !== 'open') throw new DeadlinePassed(now, submissionDeadline)
  return submissionDeadline
}
