import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, Forbidden, NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { londonTime } from '../../shared/domain/london-time.js'
import { stateAt } from './domain/requirement-lifecycle.js'
import { maySeeRequirement, type RequirementFacts } from './domain/requirement-policy.js'
import { getRequirement } from './requirement-queries.js'
import type { Requirement } from './requirement.entity.js'

/** The requirement, or NotFound where it is not for this actor to know. */
export async function getVisibleRequirement(view: Readable, actor: Actor | null, id: string): Promise<Requirement> {
  const requirement = await getRequirement(view, id)
  if (!maySeeRequirement(actor, requirement)) throw new NotFound('requirement')
  return requirement
}

/** Not found for what is not the actor's to know; not allowed for what the actor may see but not do. */
export function refuseUnless(allowed: boolean, actor: Actor, requirement: RequirementFacts, who: string): asserts allowed {
  if (allowed) return
  if (!maySeeRequirement(actor, requirement)) throw new NotFound('requirement')
  throw new Forbidden('not-the-buyer', `Only ${who} may do this.`)
}

export class DeadlinePassed extends Conflict {
  constructor(
    readonly serverTime: Instant,
    readonly submissionDeadline: Instant,
  ) {
    super(
      'deadline-passed',
      `It was ${londonTime(serverTime)} by the server when this arrived; the deadline was ${londonTime(submissionDeadline)}.`,
      {
        serverTime,
        submissionDeadline,
      },
    )
  }
}

class NotOpen extends Conflict {
  constructor(state: string, rule: string) {
    super('requirement-not-open', `${rule}; this one is ${state}.`, { state })
  }
}

/**
 * The deadline of a locked requirement that is open at `now`, a moment read after the lock was taken; or why it is too late. `rule` says what
 * needs an open one: "A question is answered while the requirement is open".
 */
export function openUntil({ state, submissionDeadline }: Requirement, now: Instant, rule: string): Instant {
  if (state !== 'open' || submissionDeadline === null) throw new NotOpen(state, rule)
  if (stateAt(state, submissionDeadline, now) !== 'open') throw new DeadlinePassed(now, submissionDeadline)
  return submissionDeadline
}
