import { Refused } from '../../shared/domain/errors.js'
import type { ReadinessReport } from '../guidelines/domain/report.js'
import type { RequirementForRules } from '../guidelines/domain/requirement-for-rules.js'
import type { RequirementContent } from './domain/requirement-content.js'
import type { GuidelinesService } from '../guidelines/guidelines.service.js'

class ReadinessBlocked extends Refused {
  constructor(report: ReadinessReport) {
    super('readiness-blocked', 'The requirement does not yet meet the buyer’s own duties under the guidelines. See report.', [], { report })
  }
}

/** The buyer rules on the content as it is, by the newest rule set. */
export const readinessOf = (guidelines: GuidelinesService, content: RequirementContent): ReadinessReport =>
  guidelines.readiness(guidelines.current(), content as RequirementForRules)

export function refuseUnlessReady(report: ReadinessReport): void {
  if (report.outcome === 'blocked') throw new ReadinessBlocked(report)
}
