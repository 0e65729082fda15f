import { Injectable, type OnModuleInit } from '@nestjs/common'

import { oneRow } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import type { Tier } from '../guidelines/domain/risk-tier.js'
import { EventHandlers } from '../outbox/event-handlers.js'
import { countCompetition } from './domain/count-competition.js'
import { keepCounted, listCountedBids } from './figure-queries.js'

/** The opening of bids, and for those opened before anything was counted, what the migration left in the queue. */
const EVENTS = ['bids.opened', 'competition.left-uncounted'] as const

/** Counts each competition once its bids are opened, and not before: a count of sealed bids would tell how many there are. */
@Injectable()
export class CountFigures implements OnModuleInit {
  constructor(private readonly handlers: EventHandlers) {}

  onModuleInit(): void {
    for (const on of EVENTS)
      this.handlers.register({ name: 'count-figures', on, handle: (tx, { payload }) => count(tx, String(payload['requirementId'])) })
  }
}

async function count(tx: Tx, requirementId: string): Promise<void> {
  const { tier } = await oneRow<{ tier: Tier }>(tx, 'SELECT tier FROM requirement WHERE id = $1', [requirementId])
  await keepCounted(tx, requirementId, countCompetition(tier, await listCountedBids(tx, requirementId)))
}
