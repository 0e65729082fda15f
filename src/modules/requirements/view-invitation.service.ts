import { Injectable } from '@nestjs/common'

import { firstRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { recordAudit } from '../audit/record-audit.js'
import { askerSubject } from './asking.js'
import { type InvitationState, moveInvitation } from './domain/invitation-lifecycle.js'
import { findInvitation, lockInvitation } from './invitation-queries.js'
import { shareRequirement } from './requirement-queries.js'

/** What can be viewed for the first time. */
const UNSEEN: InvitationState = 'invited'

/** Notes that a supplier has looked at what it is invited to. Nobody but the supplier learns of it, so the trace stands in its own chain. */
@Injectable()
export class ViewInvitation {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * For whoever of the supplier opened the page of the requirement, which they may see: whether it was invited. The first look is recorded and no other; it is asked
   * without a lock whether this is one. At the deadline it is too late: who neither answered nor bid has not responded.
   */
  async view(actor: Actor, requirementId: string): Promise<boolean> {
    const invitation = await this.unitOfWork.read(actor, view => findInvitation(view, requirementId, actor.organisationId))
    if (invitation?.state !== UNSEEN) return invitation !== null
    await this.unitOfWork.run(actor, async tx => {
      await shareRequirement(tx, requirementId)
      await lockInvitation(tx, requirementId, actor.organisationId)
      if (!(await noteViewed(tx, requirementId, actor.organisationId))) return
      await recordAudit(tx, actor, 'invitation.viewed', askerSubject(requirementId, actor.organisationId))
    })
    return true
  }
}

/** In a statement of its own after everything is held, so that the clock is read then. */
const noteViewed = async (tx: Tx, requirementId: string, supplierId: string): Promise<boolean> =>
  (await firstRow(
    tx,
    `UPDATE invitation i SET state = $4 FROM requirement r
     WHERE i.requirement_id = $1 AND i.supplier_id = $2 AND i.state = $3
       AND r.id = i.requirement_id AND r.state = 'open' AND market_now() < r.submission_deadline
     RETURNING i.requirement_id`,
    [requirementId, supplierId, UNSEEN, moveInvitation(UNSEEN, 'viewed')],
  )) !== null
