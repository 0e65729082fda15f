import type { Answers } from './answers.js'
import type { Facts } from './check-ethics.js'
import { isObject, own } from './json.js'
import type { FindingOutcome } from './pack-source.js'
import type { RequirementForRules } from './requirement-for-rules.js'
import type { Tier } from './risk-tier.js'

/** A requirement and answers with what is known besides: all that a pack is tried on. */
export interface Example {
  requirement: RequirementForRules
  answers: Answers
  facts: Facts
}

/** What a case changes in a clean example, by dotted path (`Q103.rows.0.licence`); a null answer takes it out, and a null member counts as missing. */
export interface RuleCase {
  /** The tiers whose example is changed; all when nothing is said. */
  of?: readonly Tier[]
  requirement?: Readonly<Record<string, unknown>>
  answers?: Readonly<Record<string, unknown>>
  facts?: Readonly<Record<string, unknown>>
  /** By tier, exactly what is found: outcome by rule. */
  findings?: Readonly<Partial<Record<Tier, Readonly<Record<string, FindingOutcome>>>>>
}

/** The example as the case has it; neither is changed. */
export function applied({ requirement, answers, facts }: Example, change: RuleCase): Example {
  const changed = Object.entries(patched(answers, change.answers))
  return {
    requirement: patched(requirement, change.requirement),
    answers: Object.fromEntries(changed.filter(([, answer]) => answer !== null)),
    facts: patched(facts, change.facts),
  }
}

const patched = <T extends object>(whole: T, changes: Readonly<Record<string, unknown>> = {}): T =>
  Object.entries(changes).reduce((made, [path, value]) => put(made, path.split('.'), value) as T, whole)

function put(whole: unknown, [first, ...rest]: readonly string[], value: unknown): unknown {
  if (first === undefined) return value
  if (Array.isArray(whole)) return whole.map((member: unknown, place) => (String(place) === first ? put(member, rest, value) : member))
  const members = isObject(whole) ? whole : {}
  return { ...members, [first]: put(own(members, first), rest, value) }
}
