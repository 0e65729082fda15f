import { checkEthics } from './domain/check-ethics.js'
import { checkReadiness } from './domain/check-readiness.js'
import { compilePack } from './domain/compile-pack.js'
import type { FindingOutcome } from './domain/pack-source.js'
import { applied, type RuleCase } from './domain/rule-case.js'
import type { Tier } from './domain/risk-tier.js'
import { proofOf } from './golden-bids.js'
import { readPackSource } from './guideline-packs.js'

export const source = readPackSource('ai-procurement/2020-06-08')
export const pack = compilePack(source)
export const { examples, cases } = proofOf(pack)

export interface Found {
  /** The effective tier, which a case may have raised. */
  tier: Tier
  findings: Record<string, FindingOutcome>
}

/** All that is found on the golden bid of a tier as the case changes it: before publication for a buyer rule, at submission for any other. */
export function foundOn(rule: string, change: RuleCase, of: Tier): Found {
  const example = applied(examples[of], change)
  const { tier, findings } = rule.startsWith('BR-') ? checkReadiness(pack, example.requirement) : checkEthics(pack, example)
  return { tier, findings: Object.fromEntries(findings.map(finding => [finding.rule, finding.outcome])) }
}
