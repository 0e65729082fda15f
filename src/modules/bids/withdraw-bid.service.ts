import { Injectable } from '@nestjs/common'

import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound } from '../../shared/domain/errors.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { type RefusalRecord, Refusals } from '../audit/refusals.js'
import { publish } from '../outbox/publish.js'
import { shareRequirement } from '../requirements/requirement-queries.js'
import type { Requirement } from '../requirements/requirement.entity.js'
import { bidSubject } from './bid-audit.js'
import { Bid } from './bid.entity.js'
import { readReceived, type Received, refuseUnlessOpenFor } from './bid-guards.js'
import { getBid, lockBid } from './bid-queries.js'
import { moveBid } from './domain/bid-lifecycle.js'
import { mayWithdraw } from './domain/bid-policy.js'

@Injectable()
export class WithdrawBidService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
  ) {}

  /**
   * Takes a submitted bid back before the deadline. Its versions stay on record and count no more, and a new bid may be started.
   * Membership is not asked: whoever was suspended may still take back what they gave.
   */
  async withdraw(actor: Actor, bidId: string, repeat: RepeatKey | null): Promise<void> {
    const subject = bidSubject(bidId, actor.organisationId)
    const refusal: RefusalRecord = { action: 'bid.withdrawal-refused', subject }
    await this.refusals.recorded(actor, refusal, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const { bid, requirement, received } = await lockForWithdrawal(tx, actor, bidId)
        refusal.decidedAt = received.at
        refuseUnlessOpenFor(requirement, true, received)
        refuseUnlessSubmitted(bid)
        await tx.update(Bid, bidId, { state: moveBid(bid.state, 'withdrawn') })
        await publish(tx, { type: 'bid.withdrawn', payload: { bidId } })
        await recordAudit(tx, actor, 'bid.withdrawn', subject, { receivedAt: received.at })
        return { bidId }
      }),
    )
  }
}

interface Locked {
  bid: Bid
  requirement: Requirement
  received: Received
}

/** The clock is read when all locks are held. */
async function lockForWithdrawal(tx: Tx, actor: Actor, bidId: string): Promise<Locked> {
  const found = await getBid(tx, bidId)
  if (!mayWithdraw(actor, found)) throw new NotFound('bid')
  const requirement = await shareRequirement(tx, found.requirementId)
  const bid = await lockBid(tx, bidId)
  return { bid, requirement, received: await readReceived(tx, requirement.id) }
}

function refuseUnlessSubmitted({ state }: Bid): void {
  if (state === 'draft')
    throw new Conflict(
      'nothing-to-withdraw',
      'Nothing has been submitted, so there is nothing to withdraw. A draft counts for nothing: leave it, or empty it with PATCH.',
      { state },
    )
  if (state === 'withdrawn') throw new Conflict('bid-withdrawn', 'This bid is already withdrawn. A new one may be started.', { state })
}
