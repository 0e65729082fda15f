import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { Refusals } from '../audit/refusals.js'
import { differenceOf } from './domain/difference.js'
import { mayExtendRequirement } from './domain/requirement-policy.js'
import { datesOf, movedTo, type NewDates } from './move-dates.js'
import { recordChange } from './record-change.js'
import { requirementSubject } from './requirement-audit.js'
import { openUntil, refuseUnless } from './requirement-guards.js'
import { Requirement } from './requirement.entity.js'
import { lockRequirement } from './requirement-queries.js'

export type Extension = NewDates & {
  submissionDeadline: string
  reason: string
}

@Injectable()
export class ExtendRequirementService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
  ) {}

  /** Moves the deadline of an open requirement later, for all bidders alike (PCR 2015 reg. 47, PA 2023 s. 54). Of two at once the later deadline stands. */
  extend(actor: Actor, id: string, { reason, ...dates }: Extension, repeat: RepeatKey | null): Promise<void> {
    return this.refusals.recorded(actor, { action: 'requirement.extension-refused', subject: requirementSubject(id) }, async () => {
      await runOnce(this.unitOfWork, actor, repeat, async tx => {
        const requirement = await lockRequirement(tx, id)
        refuseUnless(mayExtendRequirement(actor, requirement), actor, requirement, 'an author or approver of the buyer')
        const at = await marketNow(tx)
        openUntil(requirement, at, 'Only an open requirement can be extended or amended')
        const moved = movedTo(requirement.content, datesOf(dates), at)

        await tx.update(Requirement, id, { ...moved, revision: requirement.revision + 1 })
        await recordChange(tx, actor, id, { kind: 'extended', reason, ...differenceOf(requirement.content, moved.content), at })
        return { id }
      })
    })
  }
}
