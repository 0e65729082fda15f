import { Inject, Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict } from '../../shared/domain/errors.js'
import { refuseOldSignIn } from '../../shared/domain/fresh-sign-in.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { recordAudit } from '../audit/record-audit.js'
import { type RefusalRecord, Refusals } from '../audit/refusals.js'
import { publish } from '../outbox/publish.js'
import { bidSubject } from './bid-audit.js'
import { Bid } from './bid.entity.js'
import { lockInOrder, refuseUnlessOpen } from './bid-guards.js'
import { moveBid } from './domain/bid-lifecycle.js'
import { mayWithdraw } from './domain/bid-policy.js'

@Injectable()
export class WithdrawBidService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    @Inject(CONFIG) private readonly config: RunningConfig,
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
        const { bid, requirement, received } = await lockInOrder(tx, actor, bidId, mayWithdraw)
        refusal.decidedAt = received.at
        refuseUnlessOpen(requirement, received)
        refuseOldSignIn(actor, this.config.sessions.freshSeconds, 'withdrawing a bid')
        refuseUnlessSubmitted(bid)
        await tx.update(Bid, bidId, { state: moveBid(bid.state, 'withdrawn') })
        await publish(tx, { type: 'bid.withdrawn', payload: { bidId } })
        await recordAudit(tx, actor, 'bid.withdrawn', subject, { receivedAt: received.at })
        return { bidId }
      }),
    )
  }
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
