import type { RiskProfile } from './risk-tier.js'

type Missing = null | undefined

/** What rules may read of a requirement, all of it optional; which members they do read is the pack's data, and any others are ignored. */
export interface RequirementForRules {
  readonly riskProfile?: RiskProfile | Missing
  readonly settings?: Readonly<Record<string, unknown>> | Missing
  readonly governance?: Readonly<Record<string, unknown>> | Missing
  readonly problemStatement?: string | Missing
  readonly outcomes?: readonly unknown[] | Missing
  readonly measures?: readonly unknown[] | Missing
  readonly awardDate?: string | Missing
  /** What was published beside the words of the buyer: the rule set, and the rules that can block. */
  readonly notice?: { readonly ruleSet: string; readonly blockingRules: readonly string[] } | Missing
}
