import { filled } from './compile-rules.js'
import type { Rule } from './pack.js'
import type { FindingOutcome } from './pack-source.js'
import type { Finding } from './report.js'
import type { Situation } from './situation.js'
import type { Tri } from './three-valued.js'

/** What became of one rule; it has a finding when it fired. */
export interface RuleRun {
  rule: Rule
  result: Tri | 'not-run'
  finding: Finding | null
}

/** Runs each rule that has an outcome at the tier; one rule gives at most one finding, and only what fired is explained. */
export const runRules = (rules: readonly Rule[], situation: Situation): RuleRun[] => rules.map(rule => runRule(rule, situation))

function runRule(rule: Rule, situation: Situation): RuleRun {
  const outcome = rule.outcome[situation.tier()]
  if (outcome === 'none') return { rule, result: 'not-run', finding: null }
  const result = rule.judge(situation)
  return { rule, result, finding: result === true ? findingOf(rule, escalated(rule, outcome, situation), situation) : null }
}

const escalated = (rule: Rule, outcome: FindingOutcome, situation: Situation): FindingOutcome =>
  rule.escalate.find(({ when }) => when.judge(situation, null) === true)?.to ?? outcome

function findingOf(rule: Rule, outcome: FindingOutcome, situation: Situation): Finding {
  const judgement = rule.explain(situation)
  return {
    rule: rule.id,
    version: rule.version,
    outcome,
    clauses: [...judgement.clauses],
    also: [...judgement.also],
    questions: [...judgement.questions],
    message: filled(rule.message, judgement),
    fix: filled(rule.fix, judgement),
    changes: [...judgement.changes],
    trace: judgement.trace,
  }
}

export const findingsIn = (runs: readonly RuleRun[]): Finding[] => runs.flatMap(({ finding }) => finding ?? [])
