import { Refused } from '../../shared/domain/errors.js'
import type { PackVersions } from '../guidelines/domain/pack.js'
import type { ReadinessReport } from '../guidelines/domain/report.js'
import type { RequirementForRules } from '../guidelines/domain/requirement-for-rules.js'
import type { RiskProfile } from '../guidelines/domain/risk-tier.js'
import type { GuidelinesService } from '../guidelines/guidelines.service.js'
import { isBlockedBeyondHolds } from './domain/hold.js'
import type { RequirementContent } from './domain/requirement-content.js'
import type { Requirement } from './requirement.entity.js'

class ReadinessBlocked extends Refused {
  constructor(report: ReadinessReport) {
    super('readiness-blocked', 'The requirement does not yet meet the buyer’s own duties under the guidelines. See report.', [], { report })
  }
}

/** What publication attaches to the notice, so that all bidders know what they will be held to. */
export interface Notice extends PackVersions {
  packHash: string
  /** The supplier rules that can block a bid at the requirement's tier. */
  blockingRules: string[]
}

/** What would be attached if the requirement were published now. */
export function noticeFor(guidelines: GuidelinesService, content: RequirementContent): Notice {
  const versions = guidelines.current()
  const { tier } = guidelines.tier((content.riskProfile ?? {}) as RiskProfile)
  return { ...versions, packHash: guidelines.contentHash(versions), blockingRules: [...guidelines.blockingRules(versions, tier)] }
}

/** What readiness looks at: the content, a senior officer's release, and what was attached at publication. */
export type Assessed = Pick<Requirement, 'content' | 'publishedAt' | 'ruleSet' | 'blockingRules' | 'holdReleasedAt'>

/** The buyer rules on the requirement as it is, by the newest rule set, with the notice it has or would have. */
export function readinessOf(guidelines: GuidelinesService, requirement: Assessed): ReadinessReport {
  const { content, publishedAt, holdReleasedAt } = requirement
  const { ruleSet, blockingRules } = publishedAt === null ? noticeFor(guidelines, content) : requirement
  const seniorApproval = { ...content.seniorApproval, released: holdReleasedAt !== null }
  return guidelines.readiness(guidelines.current(), {
    ...content,
    seniorApproval,
    notice: { ruleSet, blockingRules },
  } as RequirementForRules)
}

/** For publication: nothing may block, and nothing may wait. */
export function refuseUnlessReady(report: ReadinessReport): void {
  if (report.outcome === 'blocked') throw new ReadinessBlocked(report)
}

/** For approval: what a senior officer has to release is released while the draft is frozen. */
export function refuseUnlessReadyForApproval(report: ReadinessReport): void {
  if (isBlockedBeyondHolds(report)) throw new ReadinessBlocked(report)
}
