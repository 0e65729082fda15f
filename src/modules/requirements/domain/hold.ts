import canonicalize from 'canonicalize'

import type { ReadinessReport } from '../../guidelines/domain/report.js'
import type { RequirementContent } from './requirement-content.js'

/** Whether something waits for a senior officer. */
export const isHeld = (report: ReadinessReport): boolean => report.findings.some(({ outcome }) => outcome === 'hold')

/** Whether the buyer itself has something to mend; a hold is for somebody else to lift. */
export const isBlockedBeyondHolds = (report: ReadinessReport): boolean => report.findings.some(({ outcome }) => outcome === 'block')

/** A release is given for a risk and for the approval that the buyer names, and lapses when either changes. */
export const keepsRelease = (before: RequirementContent, after: RequirementContent): boolean => basisOf(before) === basisOf(after)

const basisOf = ({ riskProfile = {}, seniorApproval = {} }: RequirementContent): string | undefined =>
  canonicalize({ riskProfile, seniorApproval })
