import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Refused } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type MemberChange, mergeMembers } from '../../shared/domain/merge-members.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { getAgreement } from '../agreements/agreements.service.js'
import { Refusals } from '../audit/refusals.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { isMaterial, type Member, notAmendable } from './domain/amendable.js'
import { type Difference, differenceOf, membersOf } from './domain/difference.js'
import { keepsRelease } from './domain/hold.js'
import { incompletenessOf } from './domain/requirement-completeness.js'
import type { RequirementContent } from './domain/requirement-content.js'
import { mayAmendRequirement } from './domain/requirement-policy.js'
import { datesOf, type Moved, movedTo, type NewDates } from './move-dates.js'
import { readinessOf, refuseUnlessReady } from './readiness.js'
import { recordChange } from './record-change.js'
import { noteContributor } from './requirement-contributors.js'
import { requirementSubject } from './requirement-audit.js'
import { openUntil, refuseUnless } from './requirement-guards.js'
import { Requirement } from './requirement.entity.js'
import { getRequirement, lockRequirement } from './requirement-queries.js'
import { type MaterialMove, materialMove, refuseTooSoon } from './tender-period.js'

export interface Amendment {
  changes: MemberChange<RequirementContent> & { categoryIds?: unknown }
  /** A later deadline is needed for a material change. */
  dates: NewDates
  reason: string
}

/** What an amendment would do, before anybody does it. */
export interface AmendmentPreview extends Difference {
  /** Where a material change moves the deadline at the least; null where bidders need no more time. */
  move: MaterialMove | null
}

@Injectable()
export class AmendRequirementService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly guidelines: GuidelinesService,
  ) {}

  /** Changes what an open requirement says, for everybody to see, as long as nobody amended it since `revision`. What matters to bidders gives them more time. */
  amend(actor: Actor, id: string, revision: number, amendment: Amendment, repeat: RepeatKey | null): Promise<void> {
    const subject = requirementSubject(id)
    return this.refusals.recorded(actor, { action: 'requirement.amendment-refused', subject }, async () => {
      await runOnce(this.unitOfWork, actor, repeat, async tx => {
        const requirement = await lockRequirement(tx, id)
        refuseUnless(mayAmendRequirement(actor, requirement), actor, requirement, 'an author of the buyer')
        const at = await marketNow(tx)
        const deadline = openUntil(requirement, at, 'Only an open requirement can be extended or amended')
        refuseStale(requirement.revision, revision)
        const { amended, material } = amendedBy(requirement.content, amendment, at)
        if (material) await refuseTooSoon(tx, requirement, deadline, amended.submissionDeadline ?? deadline)
        await this.refuseUnready(tx, requirement, amended.content)

        await tx.update(Requirement, id, { ...amended, title: amended.content.title ?? '', revision: revision + 1 })
        await noteContributor(tx, actor, id)
        const { reason } = amendment
        await recordChange(tx, actor, id, { kind: 'amended', material, reason, ...differenceOf(requirement.content, amended.content), at })
        return { id }
      })
    })
  }

  /** What the amendment would change and whether it matters to bidders, or why it would be refused whatever its dates are. Changes nothing. */
  preview(actor: Actor, id: string, revision: number, changes: Amendment['changes']): Promise<AmendmentPreview> {
    return this.unitOfWork.read(actor, async view => {
      const requirement = await getRequirement(view, id)
      refuseUnless(mayAmendRequirement(actor, requirement), actor, requirement, 'an author of the buyer')
      const at = await marketNow(view)
      const deadline = openUntil(requirement, at, 'Only an open requirement can be extended or amended')
      refuseStale(requirement.revision, revision)
      const { amended, material } = amendedBy(requirement.content, { changes, dates: NO_DATES }, at)
      await this.refuseUnready(view, requirement, amended.content)
      const difference = differenceOf(requirement.content, amended.content)
      return { ...difference, move: material ? await materialMove(view, requirement, deadline) : null }
    })
  }

  /** The buyer's own duties still hold, by the rules the requirement was published with; a senior officer's release only for what it was given for. */
  private async refuseUnready(view: Readable, requirement: Requirement, content: RequirementContent): Promise<void> {
    const errors = incompletenessOf(content, await getAgreement(view, requirement.agreementId))
    if (errors.length > 0)
      throw new Refused('requirement-incomplete', 'The requirement would not be complete any more. See errors.', errors)
    const released = keepsRelease(requirement.content, content) ? requirement.holdReleasedAt : null
    refuseUnlessReady(readinessOf(this.guidelines, requirement, released, content))
  }
}

const NO_DATES: NewDates = { submissionDeadline: undefined, clarificationDeadline: undefined, awardDate: undefined }

interface Amended {
  amended: Moved
  material: boolean
}

/** The requirement as it would be, or a refusal of what no amendment may do. */
function amendedBy(before: RequirementContent, { changes, dates }: Pick<Amendment, 'changes' | 'dates'>, at: Instant): Amended {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined)
  const errors = notAmendable(given.map(([member]) => member as Member)).map(({ member, reason }) => ({
    pointer: `/changes/${member}`,
    code: 'member-not-amendable',
    detail: reason,
  }))
  if (errors.length > 0) throw new Refused('member-not-amendable', 'Not everything may be amended after publication. See errors.', errors)
  const content = mergeMembers(before, changes as MemberChange<RequirementContent>)
  const changed = membersOf(differenceOf(before, content))
  if (changed.length === 0) throw new Refused('nothing-amended', 'The changes change nothing. To give more time alone, extend.')
  return { amended: movedTo(content, datesOf(dates), at), material: isMaterial(changed as Member[]) }
}
