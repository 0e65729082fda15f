import type { Pack } from './pack.js'
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
      return { id, status: worst?.[1] ?? quietStatus(id, pack, runs, situation), rules: fired.map(({ rule }) => rule.id) }
    })

/** A clause is met only where a rule of its own looked and found nothing; what no rule could settle is left to people. */
function quietStatus(clause: string, pack: Pack, runs: readonly RuleRun[], situation: Situation): ClauseStatus {
  const citing = runs.filter(({ rule }) => rule.clauses.includes(clause))
  if (citing.some(({ result }) => result === false)) return 'met'
  const asking = [...pack.questions.values()].filter(({ source }) => source.clauses.includes(clause)).map(({ source }) => source.id)
  const questions = [...asking, ...citing.flatMap(({ rule }) => rule.reads.questions ?? [])]
  return questions.length > 0 && !questions.some(id => situation.isShown(id)) ? 'not-applicable' : 'for-evaluators'
}
