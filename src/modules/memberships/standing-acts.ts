import { Injectable } from '@nestjs/common'

import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { type RefusalRecord, Refusals } from '../audit/refusals.js'
import type { Membership } from './membership-queries.js'
import { lockForOfficer } from './standing-guards.js'

/** How officers act on memberships: once, in one transaction that holds it, and what is refused stands on record about the membership. */
@Injectable()
export class StandingActs {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
  ) {}

  /** `refused` is what the log calls a refusal of it. */
  async act(
    actor: Actor,
    id: string,
    repeat: RepeatKey | null,
    refused: string,
    work: (tx: Tx, membership: Membership) => Promise<void>,
  ): Promise<void> {
    const refusal: RefusalRecord = { action: refused }
    await this.refusals.recorded(actor, refusal, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        await work(tx, await lockForOfficer(tx, actor, id, refusal))
        return { id }
      }),
    )
  }
}
