import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict } from '../../shared/domain/errors.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { type RefusalRecord, Refusals } from '../audit/refusals.js'
import { publish } from '../outbox/publish.js'
import type { MembershipState } from './domain/membership-lifecycle.js'
import { STANDING_STATES } from './domain/membership-lifecycle.js'
import { type ChosenValues, tokensOf, withParents } from './domain/offer.js'
import { noteChange } from './membership-history.js'
import { membershipSubject } from './membership-queries.js'
import { facetsOf, NothingOffered, refuseUnknownValues } from './offer-terms.js'
import { lockOwnMembership } from './standing-guards.js'

/** A member says anew what it offers. */
@Injectable()
export class ChangeOfferService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
  ) {}

  /** It matches by it at once, or as soon as a suspension is lifted. Retired values that were offered before may stay; one offer that says the same changes nothing. */
  async change(actor: Actor, id: string, revision: number, chosen: ChosenValues, repeat: RepeatKey | null): Promise<void> {
    const refusal: RefusalRecord = { action: 'membership.offer-refused' }
    await this.refusals.recorded(actor, refusal, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const membership = await lockOwnMembership(tx, actor, id, refusal)
        if (!isStanding(membership.state)) throw new MembershipEnded(membership.state)
        refuseStale(membership.revision, revision)
        const facets = await facetsOf(tx, membership.agreementId)
        const tokens = tokensOf(chosen)
        if (tokens.length === 0) throw new NothingOffered()
        refuseUnknownValues(tokens, facets, membership.offer)
        const offer = withParents(tokens, facets)
        if (offer.join() === membership.offer.join()) return { id }
        await tx.query('UPDATE membership SET offer = $2, revision = revision + 1 WHERE id = $1', [id, offer])
        await noteChange(tx, membership, { kind: 'offer', offer }, actor.personId)
        await publish(tx, { type: 'membership.offer-changed', payload: { membershipId: id } })
        await recordAudit(tx, actor, 'membership.offer-changed', membershipSubject(membership), { offer, before: membership.offer })
        return { id }
      }),
    )
  }
}

const isStanding = (state: MembershipState): boolean => STANDING_STATES.some(each => each === state)

class MembershipEnded extends Conflict {
  constructor(state: MembershipState) {
    super('membership-state', `The membership is ${state}, so nothing of it changes any more. Apply anew where the agreement is open.`, {
      state,
    })
  }
}
