import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { countStandingWork, type StandingWork } from '../memberships/standing-work.js'
import { mayReadApplications } from './domain/application-policy.js'
import { countQueue, type QueueCounts, type QueueFilter } from './officer-application-queue.js'

/** What waits for officers: applications, and members to look at again or to remove. */
export type OfficerWork = QueueCounts & StandingWork

/** How many wait in the agreement and category that are chosen, and what waits of members in all agreements; all of it is asked at once. */
export async function countWork(view: Readable, actor: Actor, filter: QueueFilter): Promise<OfficerWork> {
  const [queue, standing] = await Promise.all([countQueue(view, actor.personId, filter), countStandingWork(view)])
  return { ...queue, ...standing }
}

/** The same of all agreements; null for whoever has no part in deciding. */
export const findWork = (view: Readable, actor: Actor): Promise<OfficerWork | null> =>
  mayReadApplications(actor) ? countWork(view, actor, {}) : Promise.resolve(null)
