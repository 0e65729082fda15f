import type { Json } from './json.js'
import type { Situation } from './situation.js'
import type { Tri } from './three-valued.js'

/** What a test looks at: an answer or one part of it, a member of the requirement, an effective risk attribute, or the tier. */
export type Ref = { q: string; part?: string } | { r: string } | { effective: string } | { sys: 'tier' }

/** The closed condition language. Rules state what is wrong: true is a problem. */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Test

export interface Test {
  op: string
  of: Ref
  to?: string | number | string[]
  cmp?: Comparison
}

export type Comparison = 'lt' | 'lte' | 'gt' | 'gte'

/** The condition tree as it came out, with what each leaf read. */
export type Trace = { all: Trace[]; result: Tri } | { any: Trace[]; result: Tri } | { not: Trace; result: Tri } | Leaf

/** Names what was looked at in the same words as the rule. */
export interface Looked {
  question?: string
  part?: string
  requirement?: string
  effective?: string
  sys?: 'tier'
}

export interface Leaf extends Looked {
  op: string
  cmp?: Comparison
  /** Whether the question is not shown. */
  hidden?: true
  value: Json
  expected: Json
  result: Tri
}

/** What was found: hidden questions have no value, and nobody may conclude anything from them. */
export interface Reading {
  hidden: boolean
  /** Whether nothing at all was answered there. */
  blank: boolean
  value: Json
}

export type Kind = 'code' | 'codes' | 'number' | 'text' | 'list' | 'rows' | 'files' | 'signature'

/** A ref that was found at load, ready to read. */
export interface Reference {
  kind: Kind
  label: string
  /** Label by code where only listed codes are possible. */
  codes: ReadonlyMap<string, string> | null
  looked: Looked
  /** The questions whose answers decide what is read. */
  questions: readonly string[]
  needsTier: boolean
  read(situation: Situation): Reading
}

export interface CompiledCondition {
  evaluate(situation: Situation): Trace
  references: readonly Reference[]
  /** Whether every way of coming out true leaves something missing that a message can name. */
  alwaysLeavesGaps: boolean
  /** Whether it can come out unknown, because something it compares may be missing or hidden. */
  mayBeUnknown: boolean
  /** The labels of what is missing, in a trace of this condition that came out true. */
  gaps(trace: Trace): string[]
}
