import { canonicalJson } from '../../../shared/domain/canonical-json.js'

import type { ReadinessReport } from '../../guidelines/domain/report.js'
import type { RequirementContent } from './requirement-content.js'

/** Whether something waits for a senior officer. */
export const isHeld = (report: ReadinessReport): boolean => report.findings.some(({ outcome }) => outcome === 'hold')

/** Whether the buyer itself has something to mend; a hold is for somebody else to lift. */
export const isBlockedBeyondHolds = (report: ReadinessReport): boolean => report.findings.some(({ outcome }) => outcome === 'block')

/** A release is given for a risk, for the approval and the senior owner that the buyer names, and for a special gateway or none; it lapses when one of them changes. */
export const keepsRelease = (before: RequirementContent, after: RequirementContent): boolean => basisOf(before) === basisOf(after)

function basisOf({ riskProfile = {}, seniorApproval = {}, governance = {}, settings = {} }: RequirementContent): string | undefined {
  const { seniorOwner } = governance as { seniorOwner?: string }
  const { specialGateway } = settings as { specialGateway?: string }
  return canonicalJson({ riskProfile, seniorApproval, seniorOwner, specialGateway })
}
