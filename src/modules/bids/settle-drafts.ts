import { Injectable, type OnModuleInit } from '@nestjs/common'

import type { Tx } from '../../shared/database/unit-of-work.js'
import { EventHandlers, type HandledEvent } from '../outbox/event-handlers.js'
import { shareRequirement } from '../requirements/requirement-queries.js'
import { readReceived } from './bid-guards.js'
import { type BidState, moveBid } from './domain/bid-lifecycle.js'

/** Moves every bid of a requirement that is in one state to the next. */
export const moveBids = (tx: Tx, requirementId: string, from: BidState, to: BidState): Promise<unknown> =>
  tx.query('UPDATE bid SET state = $3 WHERE requirement_id = $1 AND state = $2', [requirementId, from, moveBid(from, to)])

/** Writes down what the clock has decided: a draft at the deadline was not submitted, and lives again when the deadline moved after it. */
@Injectable()
export class SettleDrafts implements OnModuleInit {
  constructor(private readonly handlers: EventHandlers) {}

  onModuleInit(): void {
    const settle = async (tx: Tx, { payload }: HandledEvent): Promise<void> => settleDrafts(tx, String(payload['requirementId']))
    this.handlers.register(
      { name: 'settle-drafts', on: 'requirement.closed', handle: settle },
      { name: 'settle-drafts-again', on: 'requirement.reopened', handle: settle },
    )
  }
}

/** As the requirement is now, whichever of its events came late. */
async function settleDrafts(tx: Tx, requirementId: string): Promise<void> {
  await shareRequirement(tx, requirementId)
  const { inTime } = await readReceived(tx, requirementId)
  if (inTime) await moveBids(tx, requirementId, 'not-submitted', 'draft')
  else await moveBids(tx, requirementId, 'draft', 'not-submitted')
}
