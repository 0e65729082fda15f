import { Injectable } from '@nestjs/common'

import { firstRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit, type Subject } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import type { Side } from '../keys/domain/shares.js'
import { publish } from '../outbox/publish.js'
import { holdKeys } from './hold-keys.js'
import { HeldShares } from './held-shares.js'
import { type KeyOwner, listKeyOwners } from './holder-queries.js'
import { PersonalKeysService } from './personal-keys.service.js'

export interface HandingOn {
  requirementId: string
  /** The colleague. */
  personId: string
  passphrase: string
}

/** The requirement's own chain: its buyer and the officers see who holds its key. */
export const keySubject = (requirementId: string): Subject => ({
  type: 'requirement',
  id: requirementId,
  stream: `requirement:${requirementId}`,
})

@Injectable()
export class HandOnShareService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly keys: PersonalKeysService,
    private readonly shares: HeldShares,
  ) {}

  /** Seals the share of the actor's side for a colleague of the same side, who has a key of their own and no share yet. */
  async handOn(actor: Actor, { requirementId, personId, passphrase }: HandingOn, repeat: RepeatKey | null): Promise<void> {
    const side = await this.sideOf(actor, requirementId)
    const subject = keySubject(requirementId)
    await this.refusals.recorded(actor, { action: 'key-share.handing-on-refused', subject }, async () => {
      const key = await this.keys.unlock(actor, passphrase)
      await runOnce(this.unitOfWork, actor, repeat, async tx => {
        const deadline = await lockDeadline(tx, requirementId)
        const owners = await holdKeys(tx, () => listKeyOwners(tx, requirementId))
        if (!owners.some(owner => owner.personId === actor.personId && owner.side === side)) throw new NotFound('share')
        const to = colleagueIn(owners, side, personId)
        if (await this.holds(tx, requirementId, personId)) throw new Conflict('key-share-held', 'They hold a share already.')
        await this.shares.handOn(tx, requirementId, { personId: actor.personId, side, key }, to, deadline)
        await publish(tx, { type: 'key-share.handed-on', payload: { requirementId, personId } })
        await recordAudit(tx, actor, 'key-share.handed-on', subject, { side, personId })
        return {}
      })
    })
  }

  /** Of which side the actor holds the share; whoever holds none is told of no requirement. */
  private async sideOf(actor: Actor, requirementId: string): Promise<Side> {
    const held = await this.unitOfWork.read(actor, view =>
      firstRow<{ side: Side }>(view, 'SELECT side FROM key_share WHERE requirement_id = $1 AND person_id = $2 LIMIT 1', [
        requirementId,
        actor.personId,
      ]),
    )
    if (held === null) throw new NotFound('share')
    return held.side
  }

  private holds(tx: Tx, requirementId: string, personId: string): Promise<boolean> {
    return holdKeys(
      tx,
      async () =>
        (await firstRow(tx, 'SELECT FROM key_share WHERE requirement_id = $1 AND person_id = $2 LIMIT 1', [requirementId, personId])) !==
        null,
    )
  }
}

/** The deadline of a requirement of whose bids something is still sealed, if only the prices; its row is held, so that nobody agrees to open meanwhile. */
async function lockDeadline(tx: Tx, requirementId: string): Promise<Instant> {
  const requirement = await firstRow<{ deadline: Instant; done: boolean }>(
    tx,
    `SELECT submission_deadline AS deadline, state = 'cancelled' AS done FROM requirement WHERE id = $1 FOR UPDATE`,
    [requirementId],
  )
  if (requirement === null) throw new NotFound('share')
  if (requirement.done)
    throw new Conflict('key-share-not-needed', 'The requirement was cancelled, so its bids are never opened. There is nothing to hand on.')
  return requirement.deadline
}

function colleagueIn(owners: readonly KeyOwner[], side: Side, personId: string): KeyOwner {
  const to = owners.find(owner => owner.personId === personId && owner.side === side)
  if (to !== undefined) return to
  throw new Conflict(
    'no-such-colleague',
    'That person may not open these bids for your side, or has no key of their own yet. Have them make one in their account first.',
  )
}
