import { compileCondition } from './compile-condition.js'
import type { CompiledCondition, Reference } from './condition.js'
import { formPassNamed } from './form-passes/form-passes.js'
import { distinct, listed } from './lists.js'
import type { Judgement, Question, Rule } from './pack.js'
import type { FindingOutcome, Floors, RuleSource } from './pack-source.js'
import { resolveReference, type Nameable } from './references.js'
import { TIERS } from './risk-tier.js'
import type { Situation } from './situation.js'
import { inWords, rowsInWords } from './rule-words.js'
import { shortestChange, type Wording } from './shortest-change.js'

type Complain = (problem: string) => void

export type Side = 'supplier' | 'buyer'

const OUTCOMES: Record<Side, readonly FindingOutcome[]> = {
  supplier: ['block', 'refer', 'warn', 'inform'],
  buyer: ['block', 'hold', 'warn', 'inform'],
}

interface Surroundings {
  side: Side
  names: Nameable
  wording: Wording
  questions: readonly Question[]
  floors: Floors
}

/** What a condition and a form pass have in common. */
interface Core extends Pick<Rule, 'judge'> {
  explain: (situation: Situation) => Judgement
  fills: readonly string[]
  mayBeUnknown: boolean
  references: readonly Reference[]
  /** Whether it looks at every question rather than at those its references name. */
  ofForm: boolean
}

export function compileRule(source: RuleSource, around: Surroundings, complain: Complain): Rule {
  const here: Complain = problem => {
    complain(`${source.id}: ${problem}`)
  }
  const resolve = (ref: unknown): Reference | null => resolveReference(ref, around.names, null, here)
  const compile = (when: unknown): CompiledCondition =>
    compileCondition(when, (ref, table) => resolveReference(ref, around.names, table, here), here)
  const core = source.form === undefined ? fromCondition(source, compile, resolve, here) : fromForm(source, source.form, around, here)
  const escalate = (source.escalate ?? []).map(({ when, to }) => ({ when: compile(when), to }))
  const read = readsOf([...core.references, ...escalate.flatMap(({ when }) => when.references)])
  const reads = core.ofForm ? { ...read, questions: null, facts: ['evidence'] } : read
  checkOutcomes(source, around.side, here)
  checkWords(source, core.fills, here)
  if (around.side === 'buyer' && (core.ofForm || read.questions.length > 0)) here('a buyer rule cannot read answers')
  if (core.mayBeUnknown !== (typeof source.fixtures.unknown === 'string'))
    here(`a rule has an unknown fixture exactly when it can be unknown, and this one ${core.mayBeUnknown ? 'can' : 'cannot'}`)
  const { id, version, clauses, outcome, message, fix } = source
  const { judge } = core
  const explain: Rule['explain'] = (situation, escalation) => {
    const judgement = core.explain(situation)
    const out = escalation === null ? null : shortestChange(escalation.when.evaluate(situation, null), around.wording)
    const whole = source.factual === true ? null : shortestChange(judgement.trace, around.wording)
    return { ...judgement, changes: (escalation?.to === 'block' ? (out ?? whole) : whole) ?? [] }
  }
  return { id, version, clauses, outcome, escalate, message, fix, reads, judge, explain }
}

function fromCondition(
  source: RuleSource,
  compile: (when: unknown) => CompiledCondition,
  resolve: (ref: unknown) => Reference | null,
  complain: Complain,
): Core {
  if (source.when === undefined) complain('a rule needs a "when" or a "form"')
  const when = compile(source.when ?? {})
  const named = Object.entries(source.fills ?? {}).map(([name, ref]) => [name, resolve(ref)] as const)
  const references = [...when.references, ...named.flatMap(([, reference]) => reference ?? [])]
  const questions = readsOf(references).questions
  const { rowWords } = source
  if (rowWords !== undefined) checkRowWords(rowWords, when, complain)
  return {
    fills: [
      ...(when.alwaysLeavesGaps ? ['missing'] : []),
      ...(rowWords !== undefined && when.alwaysFindsRows ? ['rows'] : []),
      ...named.map(([name]) => name),
    ],
    mayBeUnknown: when.unknownBy.length > 0,
    references,
    ofForm: false,
    judge: situation => when.judge(situation, null),
    explain(situation): Judgement {
      const trace = when.evaluate(situation, null)
      const read = named.map(([name, reference]): [string, string] => [name, reference === null ? '' : inWords(reference, situation)])
      const fills = {
        ...Object.fromEntries<string>(read),
        missing: listed(distinct(when.gaps(trace))),
        rows: rowsInWords(rowWords ?? '', trace, situation),
      }
      return { trace, clauses: source.clauses, also: source.also, questions, fills }
    },
  }
}

function fromForm(source: RuleSource, form: string, { questions, floors }: Surroundings, complain: Complain): Core {
  const pass = formPassNamed(form)
  if (source.when !== undefined) complain('a rule has a "when" or a "form", not both')
  if (pass === undefined) complain(`there is no form pass ${form}`)
  const cited = (judgement: Judgement): Judgement => ({
    ...judgement,
    clauses: distinct([...source.clauses, ...judgement.clauses]),
    also: distinct([...source.also, ...judgement.also]),
  })
  return {
    fills: pass?.fills ?? [],
    mayBeUnknown: pass?.mayBeUnknown ?? true,
    references: [],
    ofForm: true,
    judge: situation => pass?.judge(questions, situation, floors).trace.result ?? 'unknown',
    explain: situation => cited(pass?.judge(questions, situation, floors) ?? NOTHING),
  }
}

const NOTHING: Judgement = { trace: { any: [], result: 'unknown' }, clauses: [], also: [], questions: [], fills: {} }

function readsOf(references: readonly Reference[]) {
  return {
    questions: distinct(references.flatMap(({ questions }) => questions)).sort(),
    paths: distinct(references.flatMap(({ paths }) => paths)).sort(),
    facts: distinct(references.flatMap(({ looked }) => looked.fact ?? [])).sort(),
  }
}

function checkOutcomes(source: RuleSource, side: Side, complain: Complain): void {
  const outcomes: string[] = TIERS.map(tier => source.outcome[tier])
  const reached = [...outcomes.filter(outcome => outcome !== 'none'), ...(source.escalate ?? []).map(({ to }) => to)]
  const strange = reached.filter(outcome => !(OUTCOMES[side] as readonly string[]).includes(outcome))
  if (strange.length > 0) complain(`${side} rules have no outcome ${strange.join(', ')}`)
  if (outcomes.every(outcome => outcome === 'none')) complain('the rule runs at no tier')
}

const PLACEHOLDER = /\{([^{}]*)\}/g

const placeholdersIn = (words: string): string[] => [...words.matchAll(PLACEHOLDER)].map(match => String(match[1]))

function checkWords(source: RuleSource, fills: readonly string[], complain: Complain): void {
  const used = [source.message, source.fix].flatMap(placeholdersIn)
  const unfillable = distinct(used.filter(name => !fills.includes(name)))
  if (unfillable.length > 0) complain(`nothing can fill {${unfillable.join('}, {')}}`)
  const idle = Object.keys(source.fills ?? {}).filter(name => !used.includes(name))
  if (idle.length > 0) complain(`no words show {${idle.join('}, {')}}`)
  if (source.message.trim() === '') complain('a rule says what is wrong')
  if (source.fix.trim() === '') complain('a rule says the way out')
}

function checkRowWords(rowWords: string, when: CompiledCondition, complain: Complain): void {
  const tables = when.references.flatMap(({ cells }) => (cells === null ? [] : [cells]))
  const strange = placeholdersIn(rowWords).filter(name => !tables.some(cells => cells.has(name)))
  if (strange.length > 0) complain(`no table has a column for {${strange.join('}, {')}}`)
}

/** The words with what a judgement found filled in; every placeholder was checked at load. */
export const filled = (words: string, { fills }: Judgement): string =>
  words.replace(PLACEHOLDER, (placeholder, name: string) => (Object.hasOwn(fills, name) ? (fills[name] ?? placeholder) : placeholder))
