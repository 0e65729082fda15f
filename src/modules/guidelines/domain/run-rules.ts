import { filled } from './compile-rules.js'
import type { Judgement, Rule } from './pack.js'
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

/** Runs each rule that has an outcome at the tier; one rule gives at most one finding. */
export const runRules = (rules: readonly Rule[], situation: Situation): RuleRun[] => rules.map(rule => runRule(rule, situation))

function runRule(rule: Rule, situation: Situation): RuleRun {
  const outcome = rule.outcome[situation.tier()]
  if (outcome === 'none') return { rule, result: 'not-run', finding: null }
  const judgement = rule.judge(situation)
  const finding = judgement.result === true ? findingOf(rule, judgement, escalated(rule, outcome, situation)) : null
  return { rule, result: judgement.result, finding }
}

const escalated = (rule: Rule, outcome: FindingOutcome, situation: Situation): FindingOutcome =>
  rule.escalate.find(({ when }) => when.evaluate(situation).result === true)?.to ?? outcome

const findingOf = (rule: Rule, judgement: Judgement, outcome: FindingOutcome): Finding => ({
  rule: rule.id,
  version: rule.version,
  outcome,
  clauses: [...judgement.clauses],
  also: [...judgement.also],
  questions: [...judgement.questions],
  message: filled(rule.message, judgement),
  fix: filled(rule.fix, judgement),
  trace: judgement.trace,
})

export const findingsIn = (runs: readonly RuleRun[]): Finding[] => runs.flatMap(({ finding }) => finding ?? [])
