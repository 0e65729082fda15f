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
export function clauseResults(pack: Pack, runs: readonly RuleRun[], situation: Situation): ClauseResult[] {
  const firing = byClause(runs, ({ finding }) => finding?.clauses ?? [])
  const citing = byClause(runs, ({ rule }) => rule.clauses)
  const asking = askingOf(pack)
  return pack.clauses
    .filter(({ binds }) => binds !== 'buyer')
    .map(({ id }) => {
      const fired = firing.get(id) ?? []
      const worst = WORST_FIRST.find(([outcome]) => fired.some(({ finding }) => finding?.outcome === outcome))
      const waived = fired.some(({ finding }) => finding?.ruling?.effect === 'waived')
      return {
        id,
        status: worst?.[1] ?? (waived ? 'for-evaluators' : quietStatus(asking.get(id) ?? [], citing.get(id) ?? [], situation)),
        rules: fired.map(({ rule }) => rule.id),
      }
    })
}

/** By the clauses that each names, in the order they are given. */
function byClause<T>(all: Iterable<T>, clausesOf: (each: T) => readonly string[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>()
  for (const each of all) {
    for (const clause of new Set(clausesOf(each))) {
      const others = found.get(clause)
      if (others === undefined) found.set(clause, [each])
      else others.push(each)
    }
  }
  return found
}

type Asking = ReadonlyMap<string, readonly Question[]>

const askingIn = new WeakMap<Pack, Asking>()

/** The questions that are asked for each clause. */
function askingOf(pack: Pack): Asking {
  const known = askingIn.get(pack) ?? byClause(pack.questions.values(), ({ source }) => source.clauses)
  askingIn.set(pack, known)
  return known
}

/**
 * A clause is met only where a rule of its own looked and found nothing, no rule was left without knowing although all it asks was shown, and
 * nobody answered that the question does not apply. That a form is filled in meets nothing; what is not settled is left to people.
 */
function quietStatus(asking: readonly Question[], citing: readonly RuleRun[], situation: Situation): ClauseStatus {
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
