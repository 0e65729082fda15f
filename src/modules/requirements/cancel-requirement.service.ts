import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { publish } from '../outbox/publish.js'
import { agree, listOtherProposals } from './consents.js'
import type { ConsentSide } from './domain/consent.js'
import { forgetPassed } from '../key-holders/forget-passed.js'
import { moveRequirement, stateAt } from './domain/requirement-lifecycle.js'
import { cancellingSideOf } from './domain/requirement-policy.js'
import { recordChange } from './record-change.js'
import { requirementSubject } from './requirement-audit.js'
import { refuseUnless } from './requirement-guards.js'
import { Requirement } from './requirement.entity.js'
import { lockRequirement } from './requirement-queries.js'

/** Whether the requirement is now cancelled; if not, a second person of the buyer must agree, and what others have proposed instead. */
export interface Cancellation {
  cancelled: boolean
  othersProposed?: object[]
}

@Injectable()
export class CancelRequirementService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
  ) {}

  /** Ends a requirement without award (PCR 2015 reg. 55, PA 2023 s. 55): one person while nobody outside knows it, two once it was published. Bids that are not open by then are never opened. */
  async cancel(actor: Actor, id: string, reason: string, repeat: RepeatKey | null): Promise<Cancellation> {
    const { cancelled } = await this.agreeToCancel(actor, id, reason, repeat)
    if (cancelled) return { cancelled }
    const othersProposed = await this.unitOfWork.read(actor, view => listOtherProposals(view, actor, id, 'cancel'))
    return { cancelled, ...(othersProposed.length > 0 && { othersProposed }) }
  }

  private agreeToCancel(actor: Actor, id: string, reason: string, repeat: RepeatKey | null): Promise<{ cancelled: boolean }> {
    return this.refusals.recorded(actor, { action: 'requirement.cancellation-refused', subject: requirementSubject(id) }, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const requirement = await lockRequirement(tx, id)
        const side = refuseUnlessMayCancel(actor, requirement)
        const at = await marketNow(tx)
        const { publishedAt, submissionDeadline, revision } = requirement
        const before = { state: stateAt(requirement.state, submissionDeadline, at) }
        const after = { state: moveRequirement(before.state, 'cancelled') }
        const sideOf = (person: Actor) => cancellingSideOf(person, requirement)
        const proposal = { requirementId: id, revision, verb: 'cancel', side, content: { reason }, sideOf } as const
        const proposedBy = publishedAt === null ? null : await agree(tx, actor, proposal, at)
        if (publishedAt === null || proposedBy !== null) {
          await tx.update(Requirement, id, { ...after, revision: revision + 1 })
          await forgetPassed(tx, id)
          await recordChange(tx, actor, id, { kind: 'cancelled', reason, proposedBy, before, after, at })
          return { cancelled: true }
        }
        await publish(tx, { type: 'requirement.cancellation-proposed', payload: { requirementId: id } })
        await recordAudit(tx, actor, 'requirement.cancellation-proposed', requirementSubject(id), { side, reason })
        return { cancelled: false }
      }),
    )
  }
}

function refuseUnlessMayCancel(actor: Actor, requirement: Requirement): ConsentSide {
  const side = cancellingSideOf(actor, requirement)
  refuseUnless(side !== null, actor, requirement, 'an author or approver of the buyer')
  return side
}
