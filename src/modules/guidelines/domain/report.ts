import type { Trace } from './condition.js'
import type { PackVersions } from './pack.js'
import type { FindingOutcome } from './pack-source.js'
import type { Change } from './shortest-change.js'
import type { Tier } from './risk-tier.js'
import type { Ruled, Ruling } from './ruling.js'

/** One rule that fired, with why and the way out. */
export interface Finding {
  rule: string
  version: number
  outcome: FindingOutcome
  clauses: string[]
  also: string[]
  questions: string[]
  message: string
  fix: string
  /** The fewest steps that clear it; none where nothing its reader may change would do, or only the facts can clear it. */
  changes: Change[]
  /** The hash of the values the rule read: what an acknowledgement is bound to. */
  readHash: string
  /** Where a ruling on the rule changed the outcome. */
  ruling?: Ruled
  trace: Trace
}

/** What one rule made of a bid: nothing at all at a tier where it has no outcome. */
export interface RuleTrace {
  rule: string
  version: number
  clauses: string[]
  result: 'fired' | 'not-fired' | 'unknown' | 'not-run'
  trace: Trace | null
}

export type ClauseStatus = 'met' | 'met-with-warnings' | 'referred' | 'not-met' | 'not-applicable' | 'for-evaluators'

export interface ClauseResult {
  id: string
  status: ClauseStatus
  /** The rules that fired on it. */
  rules: string[]
}

export type ReportOutcome = 'passed' | 'passed-with-warnings' | 'referred' | 'blocked'

/** What the rules find, and at which tier they ran. */
export interface Found {
  tier: Tier
  tierFromRequirement: Tier
  gates: string[]
  findings: Finding[]
}

/** No score and no time: the same input and versions give the same bytes. */
export interface CheckReport extends PackVersions, Found {
  inputHash: string
  /** The rulings on rules for this requirement that were looked at, whether their rule fired or not; absent where there are none. */
  rulings?: Ruling[]
  outcome: ReportOutcome
  clauses: ClauseResult[]
}

export interface ReadinessReport {
  tier: Tier
  gates: string[]
  outcome: ReportOutcome
  findings: Finding[]
}

const REPORTED: Record<FindingOutcome, ReportOutcome> = {
  block: 'blocked',
  hold: 'blocked',
  refer: 'referred',
  warn: 'passed-with-warnings',
  inform: 'passed',
}

const WORST_FIRST: readonly ReportOutcome[] = ['blocked', 'referred', 'passed-with-warnings']

/** The worst finding decides. */
export function outcomeOf(findings: readonly Finding[]): ReportOutcome {
  const reached = findings.map(({ outcome }) => REPORTED[outcome])
  return WORST_FIRST.find(outcome => reached.includes(outcome)) ?? 'passed'
}
