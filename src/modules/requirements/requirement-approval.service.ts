import { Inject, Injectable } from '@nestjs/common'

import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Forbidden, Refused } from '../../shared/domain/errors.js'
import { refuseOldSignIn } from '../../shared/domain/fresh-sign-in.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { getAgreement } from '../agreements/agreements.service.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { publish } from '../outbox/publish.js'
import { isHeld } from './domain/hold.js'
import { problemsBeforeApproval } from './domain/requirement-completeness.js'
import { moveRequirement } from './domain/requirement-lifecycle.js'
import { mayApproveRequirement, mayDraftRequirement, mayReturnRequirement } from './domain/requirement-policy.js'
import { keepVersion } from './keep-version.js'
import { readinessOf, refuseUnlessReadyForApproval } from './readiness.js'
import { refuseUnless } from './requirement-guards.js'
import { requirementSubject } from './requirement-audit.js'
import { Requirement } from './requirement.entity.js'
import { listContributors, lockRequirement } from './requirement-queries.js'

@Injectable()
export class RequirementApprovalService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly guidelines: GuidelinesService,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** Freezes the draft for approval once it is complete and the guideline's buyer rules are met, but for what a senior officer has to release. */
  submitForApproval(actor: Actor, id: string, repeat: RepeatKey | null): Promise<void> {
    return this.verb(actor, id, 'requirement.submission-for-approval-refused', repeat, async (tx, requirement) => {
      refuseUnless(mayDraftRequirement(actor, requirement), actor, requirement, 'an author of the buyer')
      const state = moveRequirement(requirement.state, 'in-approval')
      await refuseIncomplete(tx, requirement)
      const report = readinessOf(this.guidelines, requirement)
      refuseUnlessReadyForApproval(report)
      await tx.update(Requirement, id, { state, revision: requirement.revision + 1, returnReason: null })
      await keepVersion(tx, actor, id, 'submitted')
      await publish(tx, { type: 'requirement.submitted-for-approval', payload: { requirementId: id } })
      if (isHeld(report)) await publish(tx, { type: 'requirement.held', payload: { requirementId: id } })
      await recordAudit(tx, actor, 'requirement.submitted-for-approval', requirementSubject(id))
    })
  }

  /** Gives the draft back to its authors with the reason. */
  returnToDraft(actor: Actor, id: string, reason: string, repeat: RepeatKey | null): Promise<void> {
    return this.verb(actor, id, 'requirement.return-refused', repeat, async (tx, requirement) => {
      refuseUnless(mayReturnRequirement(actor, requirement), actor, requirement, 'an approver of the buyer')
      const state = moveRequirement(requirement.state, 'draft')
      await tx.update(Requirement, id, { state, revision: requirement.revision + 1, returnReason: reason, approvedBy: null })
      await publish(tx, { type: 'requirement.returned', payload: { requirementId: id } })
      await recordAudit(tx, actor, 'requirement.returned', requirementSubject(id), { reason })
    })
  }

  /** Approves exactly the revision that was read; never by somebody who contributed to it. */
  approve(actor: Actor, id: string, revision: number, repeat: RepeatKey | null): Promise<void> {
    return this.verb(actor, id, 'requirement.approval-refused', repeat, async (tx, requirement) => {
      refuseUnless(mayReturnRequirement(actor, requirement), actor, requirement, 'an approver of the buyer')
      if (!mayApproveRequirement(actor, requirement, await listContributors(tx, id))) throw new ApprovalNotYours()
      refuseOldSignIn(actor, this.config.sessions.freshSeconds, 'approving')
      const state = moveRequirement(requirement.state, 'approved')
      refuseStale(requirement.revision, revision)
      await tx.update(Requirement, id, { state, revision: revision + 1, approvedBy: actor.personId })
      await publish(tx, { type: 'requirement.approved', payload: { requirementId: id } })
      await recordAudit(tx, actor, 'requirement.approved', requirementSubject(id), { revision })
    })
  }

  private verb(
    actor: Actor,
    id: string,
    refusedAs: string,
    repeat: RepeatKey | null,
    work: (tx: Tx, requirement: Requirement) => Promise<void>,
  ): Promise<void> {
    return this.refusals.recorded(actor, { action: refusedAs, subject: requirementSubject(id) }, async () => {
      await runOnce(this.unitOfWork, actor, repeat, async tx => {
        await work(tx, await lockRequirement(tx, id))
        return { id }
      })
    })
  }
}

class ApprovalNotYours extends Forbidden {
  constructor() {
    super(
      'approval-not-yours',
      'An approver of the buyer who contributed to no part of this requirement, and works for no supplier, must approve it.',
    )
  }
}

async function refuseIncomplete(tx: Tx, requirement: Requirement): Promise<void> {
  const errors = problemsBeforeApproval(requirement, await getAgreement(tx, requirement.agreementId))
  if (errors.length > 0) throw new Refused('requirement-incomplete', 'The requirement is not complete. See errors.', errors)
}
