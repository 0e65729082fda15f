import type { Answers } from './answers.js'
import { type AskedQuestion, askedIn } from './asked-questions.js'
import { clauseResults } from './clause-results.js'
import { hashOf } from './hash.js'
import { lookAt, type Looked } from './look.js'
import type { Pack } from './pack.js'
import { outcomeOf, type CheckReport, type Found, type RuleTrace } from './report.js'
import type { RequirementForRules } from './requirement-for-rules.js'
import { inOrder, type Ruling } from './ruling.js'
import { findingsIn, runRules } from './run-rules.js'

/** What is known besides the answers; part of the hashed input as far as rules read it. */
export interface Facts {
  /** Evidence by file id: name, issueDate, expiryDate, scan (clean, pending, infected) and readable (yes, no). */
  readonly files?: unknown
  /** What the supplier itself has said before: question, value, ageYears. */
  readonly earlierStatements?: unknown
  /** The cards of the supplier's systems that the bid links: name, ai (yes, no). */
  readonly systemCards?: unknown
  /** The version of the questionnaire the answers were written for; the pinned one when absent. */
  readonly questionnaire?: unknown
}

export interface CheckInput {
  requirement: RequirementForRules
  answers: Answers
  facts: Facts
  /** What was decided of rules for this requirement: none, or part of the hashed input. */
  rulings?: readonly Ruling[]
}

/** Checks a bid's ethics answers against the guideline. It never throws, whatever JSON it is given: what is malformed counts as unanswered. */
export function checkEthics(pack: Pack, input: CheckInput): CheckReport {
  const looked = looking(pack, input)
  const rulings = rulingsOn(pack, input.rulings ?? [])
  const runs = runRules(pack.supplierRules, looked, rulings.rulings)
  const findings = findingsIn(runs)
  return {
    ...pack.versions,
    inputHash: inputHash(pack, looked, rulings),
    ...looked.tierWithGates(),
    tierFromRequirement: looked.tierFromRequirement(),
    ...rulings,
    outcome: outcomeOf(findings),
    clauses: clauseResults(pack, runs, looked),
    findings,
  }
}

/** What the rules find, or some of them alone, without the clauses and the hash of a report, which takes longest. It never throws, like the check. */
export const find = (pack: Pack, input: CheckInput, only?: readonly string[]): Found => foundIn(pack, looking(pack, input), input, only)

/** The same with what is asked of the bidder, from one look at the answers. It never throws, like the check. */
export function findAndAsk(pack: Pack, input: CheckInput, only?: readonly string[]): FoundAndAsked {
  const looked = looking(pack, input)
  return { ...foundIn(pack, looked, input, only), asked: askedIn(pack, looked) }
}

const looking = (pack: Pack, { requirement, answers, facts }: CheckInput): Looked => lookAt(pack, requirement, answers, facts)

function foundIn(pack: Pack, looked: Looked, { rulings = [] }: CheckInput, only?: readonly string[]): Found {
  const rules = only === undefined ? pack.supplierRules : pack.supplierRules.filter(({ id }) => only.includes(id))
  const findings = findingsIn(runRules(rules, looked, inOrder(rulings)))
  return { ...looked.tierWithGates(), tierFromRequirement: looked.tierFromRequirement(), findings }
}

export interface FoundAndAsked extends Found {
  asked: AskedQuestion[]
}

/** The rules whose findings may name one of the questions: those that read it, and those that look over the whole form. */
export const rulesOn = ({ supplierRules }: Pack, questions: readonly string[]): string[] =>
  supplierRules.filter(({ reads }) => reads.questions?.some(id => questions.includes(id)) ?? true).map(({ id }) => id)

/** Every rule of the set with what it made of the bid, whether it fired or not. It never throws, like the check. */
export function traceRules(pack: Pack, input: CheckInput): RuleTrace[] {
  const looked = looking(pack, input)
  return pack.supplierRules.map(rule => {
    const { id, version, clauses } = rule
    const trace = rule.outcome[looked.tier()] === 'none' ? null : rule.explain(looked, null).trace
    const result = trace === null ? 'not-run' : RESULT[String(trace.result) as keyof typeof RESULT]
    return { rule: id, version, clauses: [...clauses], result, trace }
  })
}

const RESULT = { true: 'fired', false: 'not-fired', unknown: 'unknown' } as const

/** Covers exactly what the rules could read, so a change elsewhere in the requirement or in a hidden answer keeps the hash. */
function inputHash(pack: Pack, looked: Looked, rulings: Rulings): string {
  const requirement = Object.fromEntries(pack.pathsOfCheck.map(path => [path, looked.published(path)]))
  const facts = Object.fromEntries(pack.factsOfCheck.map(name => [name, looked.facts(name)]))
  const input = {
    versions: pack.versions,
    requirement,
    answers: looked.shownAnswers(),
    facts,
    questionnaire: looked.questionnaire(),
    ...rulings,
  }
  return hashOf(input)
}

interface Rulings {
  rulings?: Ruling[]
}

/** Those on rules of the pack; nothing at all where there are none, so that reports and hashes without rulings stay what they were. */
function rulingsOn(pack: Pack, given: readonly Ruling[]): Rulings {
  const rulings = inOrder(given).filter(({ rule }) => pack.supplierRules.some(({ id }) => id === rule))
  return rulings.length === 0 ? {} : { rulings }
}
