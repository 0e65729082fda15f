import { Injectable, type OnModuleInit } from '@nestjs/common'

import type { Tx } from '../../shared/database/unit-of-work.js'
import { EventHandlers } from '../outbox/event-handlers.js'
import { writeInvitations } from '../requirements/invitation-rounds.js'
import { awaitsResponse, INVITATION_STATES, moveInvitation } from '../requirements/domain/invitation-lifecycle.js'
import { lockPastDeadline } from './bid-guards.js'

/** At the deadline, an invited supplier that neither answered nor started a bid, not even one it withdrew, has not responded. */
@Injectable()
export class SettleInvitations implements OnModuleInit {
  constructor(private readonly handlers: EventHandlers) {}

  onModuleInit(): void {
    this.handlers.register({
      name: 'settle-invitations',
      on: 'requirement.closed',
      handle: async (tx, { payload }) => {
        const requirementId = String(payload['requirementId'])
        if (await lockPastDeadline(tx, requirementId)) await settleInvitations(tx, requirementId)
      },
    })
  }
}

async function settleInvitations(tx: Tx, requirementId: string): Promise<void> {
  await writeInvitations(tx, requirementId)
  for (const from of INVITATION_STATES.filter(awaitsResponse)) {
    await tx.query(
      `UPDATE invitation i SET state = $3 WHERE requirement_id = $1 AND state = $2
       AND NOT EXISTS (SELECT FROM bid b WHERE b.requirement_id = $1 AND b.supplier_id = i.supplier_id)`,
      [requirementId, from, moveInvitation(from, 'no-response')],
    )
  }
}
