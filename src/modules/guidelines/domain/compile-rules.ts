import { compileCondition } from './compile-condition.js'
import type { CompiledCondition } from './condition.js'
import { formPassNamed } from './form-passes.js'
import { distinct, listed } from './lists.js'
import type { Judgement, Question, Rule } from './pack.js'
import type { FindingOutcome, RuleSource } from './pack-source.js'
import { resolveReference, type Nameable } from './references.js'
import { TIERS } from './risk-tier.js'

type Complain = (problem: string) => void

export type Side = 'supplier' | 'buyer'

const OUTCOMES: Record<Side, readonly FindingOutcome[]> = {
  supplier: ['block', 'refer', 'warn', 'inform'],
  buyer: ['block', 'hold', 'warn', 'inform'],
}

interface Surroundings {
  side: Side
  names: Nameable
  questions: readonly Question[]
}

interface Core {
  fills: readonly string[]
  questions: readonly string[]
  mayBeUnknown: boolean
  /** The refs it reads, for what a check may read of a requirement. */
  conditions: readonly CompiledCondition[]
  judge: Rule['judge']
}

export interface CompiledRule {
  rule: Rule
  conditions: readonly CompiledCondition[]
}

export function compileRule(source: RuleSource, around: Surroundings, complain: Complain): CompiledRule {
  const here: Complain = problem => {
    complain(`${source.id}: ${problem}`)
  }
  const compile = (when: unknown): CompiledCondition => compileCondition(when, ref => resolveReference(ref, around.names, here), here)
  const core = source.form === undefined ? fromCondition(source, compile, here) : fromForm(source, source.form, around.questions, here)
  const escalate = (source.escalate ?? []).map(({ when, to }) => ({ when: compile(when), to }))
  const conditions = [...core.conditions, ...escalate.map(({ when }) => when)]
  checkOutcomes(source, around.side, here)
  checkWords(source, core.fills, here)
  if (around.side === 'buyer' && (source.form !== undefined || questionsIn(conditions).length > 0)) here('a buyer rule cannot read answers')
  if (core.mayBeUnknown !== (typeof source.fixtures.unknown === 'string'))
    here('a rule has an unknown fixture exactly when it can be unknown')
  const { id, version, clauses, outcome, message, fix } = source
  return { rule: { id, version, clauses, outcome, escalate, message, fix, questions: core.questions, judge: core.judge }, conditions }
}

function fromCondition(source: RuleSource, compile: (when: unknown) => CompiledCondition, complain: Complain): Core {
  if (source.when === undefined) complain('a rule needs a "when" or a "form"')
  const when = compile(source.when ?? {})
  const questions = questionsIn([when])
  return {
    fills: when.alwaysLeavesGaps ? ['missing'] : [],
    questions,
    mayBeUnknown: when.mayBeUnknown,
    conditions: [when],
    judge(situation): Judgement {
      const trace = when.evaluate(situation)
      const fills = { missing: listed(distinct(when.gaps(trace))) }
      return { result: trace.result, trace, clauses: source.clauses, also: source.also, questions, fills }
    },
  }
}

function fromForm(source: RuleSource, form: string, questions: readonly Question[], complain: Complain): Core {
  const pass = formPassNamed(form)
  if (source.when !== undefined) complain('a rule has a "when" or a "form", not both')
  if (pass === undefined) complain(`there is no form pass ${form}`)
  return {
    fills: pass?.fills ?? [],
    questions: [],
    mayBeUnknown: true,
    conditions: [],
    judge: situation => pass?.judge(questions, situation) ?? nothing,
  }
}

const nothing: Judgement = { result: 'unknown', trace: { any: [], result: 'unknown' }, clauses: [], also: [], questions: [], fills: {} }

const questionsIn = (conditions: readonly CompiledCondition[]): string[] =>
  distinct(conditions.flatMap(({ references }) => references.flatMap(reference => reference.questions))).sort()

function checkOutcomes(source: RuleSource, side: Side, complain: Complain): void {
  const outcomes: string[] = TIERS.map(tier => source.outcome[tier])
  const reached = [...outcomes.filter(outcome => outcome !== 'none'), ...(source.escalate ?? []).map(({ to }) => to)]
  const strange = reached.filter(outcome => !(OUTCOMES[side] as readonly string[]).includes(outcome))
  if (strange.length > 0) complain(`${side} rules have no outcome ${strange.join(', ')}`)
  if (outcomes.every(outcome => outcome === 'none')) complain('the rule runs at no tier')
}

const PLACEHOLDER = /\{([^{}]*)\}/g

function checkWords(source: RuleSource, fills: readonly string[], complain: Complain): void {
  for (const words of [source.message, source.fix]) {
    const unfillable = [...words.matchAll(PLACEHOLDER)].map(match => String(match[1])).filter(name => !fills.includes(name))
    if (unfillable.length > 0) complain(`nothing can fill {${unfillable.join('}, {')}}`)
  }
  if (source.message.trim() === '') complain('a rule says what is wrong')
  if (source.fix.trim() === '') complain('a rule says the way out')
}

/** The words with what a judgement found filled in; every placeholder was checked at load. */
export const filled = (words: string, { fills }: Judgement): string =>
  words.replace(PLACEHOLDER, (placeholder, name: string) => (Object.hasOwn(fills, name) ? (fills[name] ?? placeholder) : placeholder))
