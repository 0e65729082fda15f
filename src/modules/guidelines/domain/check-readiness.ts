import { lookAt } from './look.js'
import type { Pack } from './pack.js'
import { outcomeOf, type ReadinessReport } from './report.js'
import type { RequirementForRules } from './requirement-for-rules.js'
import { findingsIn, runRules } from './run-rules.js'

/** Runs the buyer rules on a requirement, complete or not. */
export function checkReadiness(pack: Pack, requirement: RequirementForRules): ReadinessReport {
  const looked = lookAt(pack, requirement, {}, {})
  const findings = findingsIn(runRules(pack.buyerRules, looked))
  return { ...looked.tierWithGates(), outcome: outcomeOf(findings), findings }
}
