import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, Forbidden, Refused } from '../../shared/domain/errors.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { refuseWithoutDeclarationOf } from '../memberships/supplier-interests.service.js'
import { type Application, getApplication, lockApplication } from './application-queries.js'
import { type ApplicationState, moveApplication } from './domain/application-lifecycle.js'
import { mayDecideApplications, mayReadApplications } from './domain/application-policy.js'

export class ApplicationsNotYours extends Forbidden {
  constructor() {
    super(
      'applications-not-yours',
      'Applications are read by officers and auditors and decided by officers, none of whom has a role at any supplier.',
    )
  }
}

export function refuseOtherReaders(actor: Actor): void {
  if (!mayReadApplications(actor)) throw new ApplicationsNotYours()
}

/** What an officer or an auditor reads of an application: only after they have said that they have no interest in its supplier. */
export async function getForOfficer(view: Readable, actor: Actor, id: string): Promise<Application> {
  refuseOtherReaders(actor)
  const application = await getApplication(view, id)
  await refuseWithoutDeclarationOf(view, actor, application.supplierId)
  return application
}

/** The same for whoever acts on it, held until the transaction ends. */
export async function lockForOfficer(tx: Tx, actor: Actor, id: string): Promise<Application> {
  if (!mayDecideApplications(actor)) throw new ApplicationsNotYours()
  const application = await lockApplication(tx, id)
  await refuseWithoutDeclarationOf(tx, actor, application.supplierId)
  return application
}

/** An application that an officer works on, with what all of them have by then. */
export type Claimed = Application & Required<{ [K in 'receivedAt' | 'dueOn' | 'dueBy' | 'questionSet']: NonNullable<Application[K]> }>

const AT_WORK: readonly ApplicationState[] = ['under-review', 'clarification']

/** Held while somebody works on it: claimed and not decided. */
export async function lockAtWork(tx: Tx, actor: Actor, id: string): Promise<Application> {
  const application = await lockForOfficer(tx, actor, id)
  if (application.state === 'submitted') throw new ApplicationClaimed(null)
  if (!AT_WORK.includes(application.state)) moveApplication(application.state, 'under-review')
  return application
}

/** The same for the one officer who claimed it, as they saw it: whoever else wants to act takes it over first. */
export async function lockClaimed(tx: Tx, actor: Actor, id: string, seen: number): Promise<Claimed> {
  const application = await lockAtWork(tx, actor, id)
  refuseOthersWork(actor, application)
  refuseStale(application.revision, seen)
  return received(application)
}

/** The same while nothing that was asked waits for its reply, which is where decisions are made. */
export async function lockForDecision(tx: Tx, actor: Actor, id: string, seen: number, to: 'admitted' | 'rejected'): Promise<Claimed> {
  const application = await lockForOfficer(tx, actor, id)
  moveApplication(application.state, to)
  refuseOthersWork(actor, application)
  refuseStale(application.revision, seen)
  return received(application)
}

export function received(application: Application): Claimed {
  const { receivedAt, dueOn, dueBy, questionSet } = application
  if (receivedAt === null || dueOn === null || dueBy === null || questionSet === null)
    throw new Error(`Application ${application.id} was not received.`)
  return { ...application, receivedAt, dueOn, dueBy, questionSet }
}

function refuseOthersWork({ personId }: Actor, { officerId, officerName }: Application): void {
  if (officerId !== personId) throw new ApplicationClaimed(officerName)
}

export class ApplicationClaimed extends Conflict {
  constructor(officerName: string | null) {
    super(
      'application-claimed',
      officerName === null
        ? 'Nobody has claimed the application. Claim it first.'
        : `${officerName} has claimed the application and decides on it. Take it over with a reason if they cannot go on.`,
      { claimedBy: officerName },
    )
  }
}

/** Throws where an answer is not to be given at one of its places. */
export function refuseAt(pointer: string, code: string, detail: string): never {
  throw new Refused(code, detail, [{ pointer, code, detail }])
}
