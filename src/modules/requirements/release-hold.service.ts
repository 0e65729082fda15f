import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, Forbidden, Refused } from '../../shared/domain/errors.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { publish } from '../outbox/publish.js'
import { isHeld } from './domain/hold.js'
import { mayReleaseHold } from './domain/requirement-policy.js'
import { refuseDeclaredInterest } from './interest-declarations.service.js'
import { readinessOf } from './readiness.js'
import { requirementSubject } from './requirement-audit.js'
import { Requirement } from './requirement.entity.js'
import { listContributors, lockRequirement } from './requirement-queries.js'

/** Why a hold is lifted, and who at the buyer answers for it. */
export interface HoldRelease {
  reason: string
  seniorOwner: string
}

@Injectable()
export class ReleaseHoldService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly guidelines: GuidelinesService,
  ) {}

  /** Lifts what the guideline holds for a senior officer, for the frozen draft as it is. A later change of what it was released for undoes this. */
  release(actor: Actor, id: string, { reason, seniorOwner }: HoldRelease, repeat: RepeatKey | null): Promise<void> {
    const subject = requirementSubject(id)
    return this.refusals.recorded(actor, { action: 'requirement.hold-release-refused', subject }, async () => {
      await runOnce(this.unitOfWork, actor, repeat, async tx => {
        const requirement = await lockRequirement(tx, id)
        if (!mayReleaseHold(actor, await listContributors(tx, id))) throw new ReleaseNotYours()
        await refuseDeclaredInterest(tx, actor, id)
        const releasedAt = await marketNow(tx)
        this.refuseUnlessReleasable(requirement, releasedAt)

        await tx.update(Requirement, id, {
          revision: requirement.revision + 1,
          holdReleasedBy: actor.personId,
          holdReleasedAt: releasedAt,
          holdReleaseReason: reason,
          holdSeniorOwner: seniorOwner,
        })
        await publish(tx, { type: 'requirement.hold-released', payload: { requirementId: id } })
        await recordAudit(tx, actor, 'requirement.hold-released', subject, { reason, seniorOwner })
        return { id }
      })
    })
  }

  /** The draft is frozen, something is held, and the release would lift it. */
  private refuseUnlessReleasable(requirement: Requirement, releasedAt: Requirement['holdReleasedAt']): void {
    const { state } = requirement
    if (state !== 'in-approval' && state !== 'approved') throw new ReleaseNotDue(state)
    if (requirement.holdReleasedAt !== null)
      throw new Conflict('hold-already-released', 'The hold on this requirement is already released.')
    if (!isHeld(readinessOf(this.guidelines, requirement)))
      throw new Refused('nothing-held', 'Nothing in this requirement waits for a senior officer.')
    const report = readinessOf(this.guidelines, requirement, releasedAt)
    if (isHeld(report)) throw new HoldStands(report)
  }
}

class ReleaseNotYours extends Forbidden {
  constructor() {
    super(
      'release-not-yours',
      'A hold is released by a senior officer who contributed to no part of the requirement and works for no supplier.',
    )
  }
}

class ReleaseNotDue extends Conflict {
  constructor(state: string) {
    super('requirement-state', `A hold is released while a requirement is in approval or approved; this one is ${state}.`, { state })
  }
}

class HoldStands extends Refused {
  constructor(report: object) {
    super(
      'approval-not-named',
      'The buyer has to name its own senior approval first. Have the draft returned and the reference added. See report.',
      [],
      { report },
    )
  }
}
