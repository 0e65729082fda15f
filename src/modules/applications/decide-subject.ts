import type { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import type { Subject } from '../audit/record-audit.js'
import { applicationSubject, getApplication } from './application-queries.js'
import { ApplicationsNotYours } from './decide-guards.js'
import { mayReadApplications } from './domain/application-policy.js'

/** Where the log says what became of it, asked before the verb begins, so that its refusal has a place too. */
export async function subjectOf(unitOfWork: UnitOfWork, actor: Actor, id: string): Promise<Subject> {
  if (!mayReadApplications(actor)) throw new ApplicationsNotYours()
  return applicationSubject(await unitOfWork.read(actor, view => getApplication(view, id)))
}
