import { codesIn } from './answers.js'
import type { Pack, Question } from './pack.js'
import type { FindingOutcome } from './pack-source.js'
import type { ClauseResult, ClauseStatus } from './report.js'
import type { RuleRun } from './run-rules.js'
import type { Situation } from './situation.js'

const WORST_FIRST: readonly [FindingOutcome, ClauseStatus][] = [
  ['block', 'not-met'],
  ['refer', 'referred'],
  ['warn', 'met-with-warnings'],
]

/** How each clause that binds suppliers came out, in the order of the register. */
export const clauseResults = (pack: Pack, runs: readonly RuleRun[], situation: Situation): ClauseResult[] =>
  pack.clauses
    .filter(({ binds }) => binds !== 'buyer')
    .map(({ id }) => {
      const fired = runs.filter(({ finding }) => finding?.clauses.includes(id))
      const worst = WORST_FIRST.find(([outcome]) => fired.some(({ finding }) => finding?.outcome === outcome))
      const waived = fired.some(({ finding }) => finding?.ruling?.effect === 'waived')
      return {
        id,
        status: worst?.[1] ?? (waived ? 'for-evaluators' : quietStatus(id, pack, runs, situation)),
        rules: fired.map(({ rule }) => rule.id),
      }
    })

/**
 * A clause is met only where a rule of its own looked and found nothing, no rule was left without knowing although all it asks was shown, and
 * nobody answered that the question does not apply. That a form is filled in meets nothing; what is not settled is left to people.
 */
function quietStatus(clause: string, pack: Pack, runs: readonly RuleRun[], situation: Situation): ClauseStatus {
  const asking = [...pack.questions.values()].filter(({ source }) => source.clauses.includes(clause))
  const citing = runs.filter(({ rule }) => rule.clauses.includes(clause))
  const questions = asking.length > 0 ? asking.map(({ source }) => source.id) : citing.flatMap(({ rule }) => rule.reads.questions ?? [])
  if (questions.length > 0 && !questions.some(id => situation.isShown(id))) return 'not-applicable'
  const leftOpen = citing.some(
    ({ rule, result }) => result === 'unknown' && rule.reads.questions?.every(id => situation.isShown(id)) === true,
  )
  const setAside = asking.some(question => isSetAside(question, situation))
  const passed = citing.some(({ rule, result }) => result === false && rule.reads.questions?.some(id => situation.isShown(id)) === true)
  return passed && !leftOpen && !setAside ? 'met' : 'for-evaluators'
}

/** Whether the answer is one that asks for a reason: that it does not apply, or that there is none. */
function isSetAside({ source }: Question, situation: Situation): boolean {
  const chosen = codesIn(situation.answerTo(source.id))
  return source.options?.some(({ code, needsReason }) => needsReason === true && chosen.includes(code)) === true
}
