import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { type FieldProblem, NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { getAgreement } from '../agreements/agreements.service.js'
import type { ReadinessReport } from '../guidelines/domain/report.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { listNamedContributors, listPossibleApprovers, type NamedPerson } from './approver-queries.js'
import { isHeld } from './domain/hold.js'
import { problemsBeforeApproval } from './domain/requirement-completeness.js'
import {
  mayApproveRequirement,
  mayDraftRequirement,
  mayPublishRequirement,
  mayReleaseHold,
  mayReturnRequirement,
  maySeeRequirement,
  maySeeWhoChanged,
} from './domain/requirement-policy.js'
import { readinessOf } from './readiness.js'
import { refuseUnless } from './requirement-guards.js'
import { findRunStanding, type RunStanding } from './shortlist-standing.js'
import { getRequirementView, listContributors, type RequirementView } from './requirement-queries.js'

/** Where a requirement stands on its way to publication, and what whoever looks may do about it. */
export interface ApprovalStanding {
  requirement: RequirementView
  now: Instant
  report: ReadinessReport
  incomplete: FieldProblem[]
  contributors: NamedPerson[]
  approvers: NamedPerson[]
  mayWrite: boolean
  maySubmit: boolean
  mayReturn: boolean
  mayApprove: boolean
  mayRelease: boolean
  mayPublish: boolean
  /** How the shortlist stands, for whoever may publish; null where nothing was chosen. */
  shortlist: RunStanding | null
}

@Injectable()
export class ApprovalStandingService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly guidelines: GuidelinesService,
  ) {}

  /** From one snapshot, for the buyer and the officers. */
  get(actor: Actor, id: string): Promise<ApprovalStanding> {
    return this.unitOfWork.read(actor, async view => {
      const requirement = await getReadable(view, actor, id)
      const report = readinessOf(this.guidelines, requirement)
      const contributorIds = await listContributors(view, id)
      const { state } = requirement
      return {
        requirement,
        now: await marketNow(view),
        report,
        incomplete: problemsBeforeApproval(requirement, await getAgreement(view, requirement.agreementId)),
        contributors: await listNamedContributors(view, id),
        approvers: await listPossibleApprovers(view, id),
        mayWrite: mayDraftRequirement(actor, requirement),
        maySubmit: state === 'draft' && mayDraftRequirement(actor, requirement),
        mayReturn: (state === 'in-approval' || state === 'approved') && mayReturnRequirement(actor, requirement),
        mayApprove: state === 'in-approval' && mayApproveRequirement(actor, requirement, contributorIds),
        mayRelease: (state === 'in-approval' || state === 'approved') && isHeld(report) && mayReleaseHold(actor, contributorIds),
        mayPublish: state === 'approved' && mayPublishRequirement(actor, requirement),
        shortlist: state === 'approved' && mayPublishRequirement(actor, requirement) ? await findRunStanding(view, requirement) : null,
      }
    })
  }
}

async function getReadable(view: Readable, actor: Actor, id: string): Promise<RequirementView> {
  const requirement = await getRequirementView(view, id)
  if (!maySeeRequirement(actor, requirement)) throw new NotFound('requirement')
  refuseUnless(maySeeWhoChanged(actor, requirement), actor, requirement, 'the buyer and the officers')
  return requirement
}
