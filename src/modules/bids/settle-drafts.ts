import { Injectable, type OnModuleInit } from '@nestjs/common'

import { oneRow, rows } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Instant } from '../../shared/domain/instant.js'
import { recordAudit } from '../audit/record-audit.js'
import { EventHandlers, type HandledEvent } from '../outbox/event-handlers.js'
import { publishAll } from '../outbox/publish.js'
import { bidSubject } from './bid-audit.js'
import { lockPastDeadline } from './bid-guards.js'
import { getBid } from './bid-queries.js'
import { type BidState, moveBid } from './domain/bid-lifecycle.js'

/** Moves every bid of a requirement that is in one state to the next; answers their ids. */
export async function moveBids(tx: Tx, requirementId: string, from: BidState, to: BidState): Promise<string[]> {
  const moved = await rows<{ id: string }>(tx, 'UPDATE bid SET state = $3 WHERE requirement_id = $1 AND state = $2 RETURNING id', [
    requirementId,
    from,
    moveBid(from, to),
  ])
  return moved.map(({ id }) => id)
}

/** Writes down that the requirement's drafts were not submitted, and tells of each, with the deadline it missed. Its row is held. */
export async function settleDrafts(tx: Tx, requirementId: string): Promise<void> {
  const settled = await moveBids(tx, requirementId, 'draft', 'not-submitted')
  const { deadline } = await oneRow<{ deadline: Instant }>(tx, 'SELECT submission_deadline AS deadline FROM requirement WHERE id = $1', [
    requirementId,
  ])
  await publishAll(
    tx,
    settled.map(bidId => ({ type: 'bid.not-submitted', payload: { bidId, deadline } })),
  )
}

/** Writes down what the clock has decided: a draft at the deadline was not submitted, and lives again when the deadline moved after it. */
@Injectable()
export class SettleDrafts implements OnModuleInit {
  constructor(private readonly handlers: EventHandlers) {}

  onModuleInit(): void {
    // As the requirement is now, whichever of its events came late.
    const settle = async (tx: Tx, { payload }: HandledEvent): Promise<void> => {
      const requirementId = String(payload['requirementId'])
      if (await lockPastDeadline(tx, requirementId)) await settleDrafts(tx, requirementId)
      else await moveBids(tx, requirementId, 'not-submitted', 'draft')
    }
    this.handlers.register(
      { name: 'settle-drafts', on: 'requirement.closed', handle: settle },
      { name: 'settle-drafts-again', on: 'requirement.reopened', handle: settle },
      {
        name: 'record-not-submitted',
        on: 'bid.not-submitted',
        handle: async (tx, { payload }) => {
          const { id, supplierId } = await getBid(tx, String(payload['bidId']))
          await recordAudit(tx, SYSTEM, 'bid.not-submitted', bidSubject(id, supplierId))
        },
      },
    )
  }
}
