import { filled } from './compile-rules.js'
import { hashOf } from './hash.js'
import type { Looked } from './look.js'
import type { Rule } from './pack.js'
import type { FindingOutcome } from './pack-source.js'
import type { Finding } from './report.js'
import { ruled, type Ruling } from './ruling.js'
import type { Tri } from './three-valued.js'

/** What became of one rule; it has a finding when it fired. */
export interface RuleRun {
  rule: Rule
  result: Tri | 'not-run'
  finding: Finding | null
}

/** Runs each rule that has an outcome at the tier; one rule gives at most one finding, and only what fired is explained. */
export const runRules = (rules: readonly Rule[], situation: Looked, rulings: readonly Ruling[] = []): RuleRun[] =>
  rules.map(rule => {
    const run = runRule(rule, situation)
    const ruling = rulings.find(each => each.rule === rule.id)
    return ruling === undefined ? run : { ...run, finding: run.finding && underRuling(run.finding, ruling) }
  })

const underRuling = (finding: Finding, ruling: Ruling): Finding => ({ ...finding, ...ruled(finding.outcome, ruling) })

function runRule(rule: Rule, situation: Looked): RuleRun {
  const outcome = rule.outcome[situation.tier()]
  if (outcome === 'none') return { rule, result: 'not-run', finding: null }
  const result = rule.judge(situation)
  return { rule, result, finding: result === true ? findingOf(rule, outcome, situation) : null }
}

function findingOf(rule: Rule, usual: FindingOutcome, situation: Looked): Finding {
  const escalation = rule.escalate.find(({ when }) => when.judge(situation, null) === true) ?? null
  const judgement = rule.explain(situation, escalation)
  return {
    rule: rule.id,
    version: rule.version,
    outcome: escalation?.to ?? usual,
    clauses: [...judgement.clauses],
    also: [...judgement.also],
    questions: [...judgement.questions],
    message: filled(rule.message, judgement),
    fix: filled(rule.fix, judgement),
    changes: [...judgement.changes],
    readHash: hashOf(valuesRead(rule, situation)),
    trace: judgement.trace,
  }
}

/** Everything the rule looked at, so that a reason given for its finding is known to be given for the same facts. */
function valuesRead({ id, version, reads }: Rule, looked: Looked): object {
  const questions = reads.questions ?? Object.keys(looked.shownAnswers()).sort()
  return {
    rule: { id, version, tier: looked.tier() },
    answers: Object.fromEntries(questions.map(question => [question, looked.answerTo(question)])),
    requirement: Object.fromEntries(reads.paths.map(path => [path, looked.published(path)])),
    facts: Object.fromEntries(reads.facts.map(name => [name, looked.facts(name)])),
  }
}

export const findingsIn = (runs: readonly RuleRun[]): Finding[] => runs.flatMap(({ finding }) => finding ?? [])
