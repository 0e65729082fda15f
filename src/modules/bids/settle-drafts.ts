import { Injectable, type OnModuleInit } from '@nestjs/common'

import { type Tx } from '../../shared/database/unit-of-work.js'
import { EventHandlers } from '../outbox/event-handlers.js'
import { type BidState, moveBid } from './domain/bid-lifecycle.js'

/** Moves every bid of a requirement that is in one state to the next. */
export const moveBids = (tx: Tx, requirementId: string, from: BidState, to: BidState): Promise<unknown> =>
  tx.query('UPDATE bid SET state = $3 WHERE requirement_id = $1 AND state = $2', [requirementId, from, moveBid(from, to)])

/** Writes down what the clock has decided: a draft at the deadline was not submitted. */
@Injectable()
export class SettleDrafts implements OnModuleInit {
  constructor(private readonly handlers: EventHandlers) {}

  onModuleInit(): void {
    this.handlers.register({
      name: 'settle-drafts',
      on: 'requirement.closed',
      handle: async (tx, { payload }) => {
        await moveBids(tx, String(payload['requirementId']), 'draft', 'not-submitted')
      },
    })
  }
}
