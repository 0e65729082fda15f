import type { Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Forbidden, NotFound } from '../../shared/domain/errors.js'
import type { RefusalRecord } from '../audit/refusals.js'
import { mayActForMember, mayDecideStanding, mayReadStanding } from './domain/membership-policy.js'
import { lockMembership, type Membership, membershipSubject, stateForBids } from './membership-queries.js'
import { refuseWithoutDeclarationOf } from './supplier-interests.service.js'

export class StandingNotYours extends Forbidden {
  constructor() {
    super(
      'standing-not-yours',
      'Officers who work for no supplier decide how members stand, a senior officer among them removes, and auditors read along.',
    )
  }
}

export function refuseUnlessDeciding(actor: Actor): void {
  if (!mayDecideStanding(actor)) throw new StandingNotYours()
}

export function refuseUnlessReadingStanding(actor: Actor): void {
  if (!mayReadStanding(actor)) throw new StandingNotYours()
}

/** Held for an officer who has no interest in its supplier, in the state that counts for bids. What is refused from then on is recorded as of it. */
export async function lockForOfficer(tx: Tx, actor: Actor, id: string, refusal: RefusalRecord): Promise<Membership> {
  refuseUnlessDeciding(actor)
  const membership = await lockMembership(tx, id)
  refusal.subject = membershipSubject(membership)
  await refuseWithoutDeclarationOf(tx, actor, membership.supplierId)
  return { ...membership, state: await stateForBids(tx, membership) }
}

/** The acting supplier's own, held; or NotFound. */
export async function lockOwnMembership(tx: Tx, actor: Actor, id: string, refusal: RefusalRecord): Promise<Membership> {
  if (!mayActForMember(actor)) throw new NotFound('membership')
  const membership = await lockMembership(tx, id)
  if (membership.supplierId !== actor.organisationId) throw new NotFound('membership')
  refusal.subject = membershipSubject(membership)
  return membership
}
