import { Refused } from '../../shared/domain/errors.js'
import type { PackVersions } from '../guidelines/domain/pack.js'
import type { ReadinessReport } from '../guidelines/domain/report.js'
import type { RequirementForRules } from '../guidelines/domain/requirement-for-rules.js'
import type { RiskProfile } from '../guidelines/domain/risk-tier.js'
import type { GuidelinesService } from '../guidelines/guidelines.service.js'
import { isBlockedBeyondHolds } from './domain/hold.js'
import type { RequirementContent } from './domain/requirement-content.js'
import { type Pins, pinnedVersions } from './pinned-versions.js'
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
export type Assessed = Pins & Pick<Requirement, 'content' | 'publishedAt' | 'blockingRules' | 'holdReleasedAt'>

/** The buyer rules on the requirement as it is, or with another release or content, and with the notice it has or would have: by the rule set it was published with, or else the newest. */
export function readinessOf(
  guidelines: GuidelinesService,
  requirement: Assessed,
  holdReleasedAt = requirement.holdReleasedAt,
  content = requirement.content,
): ReadinessReport {
  const { publishedAt } = requirement
  const isPublished = publishedAt !== null
  const { ruleSet, blockingRules } = isPublished ? requirement : noticeFor(guidelines, content)
  const seniorApproval = { ...content.seniorApproval, released: holdReleasedAt !== null }
  return guidelines.readiness(isPublished ? pinnedVersions(requirement) : guidelines.current(), {
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
