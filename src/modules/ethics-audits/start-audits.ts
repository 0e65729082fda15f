import { Injectable, type OnModuleInit } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import { newId } from '../../shared/ids.js'
import { EventHandlers, type HandledEvent } from '../outbox/event-handlers.js'

/** Opened bids go into the officers' queue: one audit for each bid. */
@Injectable()
export class StartAudits implements OnModuleInit {
  constructor(private readonly handlers: EventHandlers) {}

  onModuleInit(): void {
    this.handlers.register({ name: 'start-ethics-audits', on: 'bids.opened', handle: startAudits })
  }
}

async function startAudits(tx: Tx, { payload }: HandledEvent): Promise<void> {
  const bids = await rows<{ id: string; supplierId: string }>(
    tx,
    `SELECT id, supplier_id AS "supplierId" FROM bid WHERE requirement_id = $1 AND state = 'opened' ORDER BY id`,
    [payload['requirementId']],
  )
  await tx.query(
    `INSERT INTO ethics_audit (id, bid_id, requirement_id, supplier_id, state)
     SELECT audit, bid, $1, supplier, 'open' FROM unnest($2::uuid[], $3::uuid[], $4::uuid[]) AS opened (audit, bid, supplier)
     ON CONFLICT (bid_id) DO NOTHING`,
    [payload['requirementId'], bids.map(() => newId()), bids.map(({ id }) => id), bids.map(({ supplierId }) => supplierId)],
  )
}
