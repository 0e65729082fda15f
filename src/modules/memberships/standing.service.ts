import { Inject, Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import type { Actor } from '../../shared/domain/actor.js'
import { refuseOldSignIn } from '../../shared/domain/fresh-sign-in.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { refuseStale } from '../../shared/domain/revision.js'
import type { RepeatKey } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { recordAudit } from '../audit/record-audit.js'
import { publish } from '../outbox/publish.js'
import { moveMembership } from './domain/membership-lifecycle.js'
import { noteChange } from './membership-history.js'
import { membershipSubject } from './membership-queries.js'
import { setState } from './set-state.js'
import { StandingActs } from './standing-acts.js'
import { getGround } from './standing-grounds.js'

/** Suspension, which is a matter of contract, and its end. Both take effect at once; contracts go on as they are. */
@Injectable()
export class StandingService {
  constructor(
    private readonly acts: StandingActs,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** From now on the member matches nothing new and submits nothing. The supplier is told the ground and the reasons. */
  suspend(actor: Actor, id: string, revision: number, ground: string, reason: string, repeat: RepeatKey | null): Promise<void> {
    return this.acts.act(actor, id, repeat, 'membership.suspension-refused', async (tx, membership) => {
      refuseOldSignIn(actor, this.config.sessions.freshSeconds, 'suspending a member')
      const state = moveMembership(membership.state, 'suspended')
      refuseStale(membership.revision, revision)
      const { key, source } = await getGround(tx, 'suspend', membership.regime, ground, londonDay(await marketNow(tx)))
      await setState(tx, id, state)
      await noteChange(tx, membership, { kind: 'suspended', ground: key, reason }, actor.personId)
      await publish(tx, { type: 'membership.suspended', payload: { membershipId: id } })
      await recordAudit(tx, actor, 'membership.suspended', membershipSubject(membership), { ground: key, source, reason })
    })
  }

  /** It matches and may bid again from now on. */
  lift(actor: Actor, id: string, revision: number, reason: string, repeat: RepeatKey | null): Promise<void> {
    return this.acts.act(actor, id, repeat, 'membership.lifting-refused', async (tx, membership) => {
      refuseOldSignIn(actor, this.config.sessions.freshSeconds, 'lifting a suspension')
      const state = moveMembership(membership.state, 'active')
      refuseStale(membership.revision, revision)
      await setState(tx, id, state)
      await noteChange(tx, membership, { kind: 'restored', reason }, actor.personId)
      await publish(tx, { type: 'membership.restored', payload: { membershipId: id } })
      await recordAudit(tx, actor, 'membership.restored', membershipSubject(membership), { reason })
    })
  }
}
