import type { Json } from './json.js'
import type { Reading, RowAt } from './reading.js'
import type { Situation } from './situation.js'
import type { Tri } from './three-valued.js'

/**
 * What a test looks at: an answer, one part, all cells of one column or the files for one option; a member of the requirement; a risk attribute
 * raised by the bid; rows of facts; a cell of the row at hand; or what the check itself has found.
 */
export type Ref =
  | { q: string; part?: string; column?: string; item?: string }
  | { r: string; column?: string }
  | { effective: string }
  | { fact: string; column?: string }
  | { col: string; row?: string }
  | { sys: Sys }

/** The tier and the notice's, the award date, what the bid raises in words, and the rules that can block at the notice's tier. */
export type Sys = 'tier' | 'tierFromRequirement' | 'awardDate' | 'raised' | 'blockingRules'

/** The closed condition language. Rules state what is wrong: true is a problem. */
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | Test

export interface Test {
  op: string
  of: Ref
  to?: Literal | Literal[] | Ref
  cmp?: Comparison
  /** The other figure of a difference. */
  from?: Ref
  /** The option whose files are counted. */
  item?: string
  /** What is asked of each row, or of the newest by the date in the column `by`. */
  where?: Condition
  by?: string
}

export type Literal = string | number | boolean

export type Comparison = 'lt' | 'lte' | 'gt' | 'gte'

/** The condition tree as it came out, with what each leaf read. */
export type Trace = { all: Trace[]; result: Tri } | { any: Trace[]; result: Tri } | { not: Trace; result: Tri } | RowsTrace | Leaf

/** Names what was looked at in the same words as the rule. */
export interface Looked {
  question?: string
  part?: string
  column?: string
  item?: string
  requirement?: string
  effective?: string
  fact?: string
  sys?: Sys | 'questionnaire'
}

export interface Leaf extends Looked {
  op: string
  cmp?: Comparison
  /** What `value` was compared with, where that was read too. */
  against?: Looked
  /** Whether the question is not shown. */
  hidden?: true
  value: Json
  expected: Json
  result: Tri
}

/** What was asked of rows: how many there are, and those that made it true. */
export interface RowsTrace extends Looked {
  op: 'anyRow' | 'newestRow'
  hidden?: true
  count: number
  /** The first that made it true, counted from 1; `more` says how many were left out. */
  rows: { row: number; where: Trace }[]
  more?: number
  result: Tri
}

export type Kind = 'code' | 'codes' | 'number' | 'text' | 'list' | 'rows' | 'files' | 'signature' | 'flag' | 'date'

/** One column of a table that rules can read. */
export interface Cell {
  name: string
  label: string
  kind: Kind
  codes: ReadonlyMap<string, string> | null
}

/** A ref that was found at load, ready to read. */
export interface Reference {
  kind: Kind
  label: string
  /** Label by code where only listed codes are possible, in their order from low to high. */
  codes: ReadonlyMap<string, string> | null
  /** The columns, by name, of a table. */
  cells: ReadonlyMap<string, Cell> | null
  looked: Looked
  /** The questions whose answers decide what is read. */
  questions: readonly string[]
  /** The paths of the requirement that decide what is read. */
  paths: readonly string[]
  needsTier: boolean
  mayBeMissing: boolean
  /** How many tables out the row stands that it reads, 0 for the one at hand; null where it reads no row. */
  rowsOut: number | null
  mayBeHidden: boolean
  read: Read
}

export type Read = (situation: Situation, row: RowAt | null) => Reading

export type Judge = (situation: Situation, row: RowAt | null) => Tri

export interface CompiledCondition {
  /** The result alone, without a trace: what most rules need most of the time. */
  judge: Judge
  evaluate: (situation: Situation, row: RowAt | null) => Trace
  references: readonly Reference[]
  /** Whether every way of coming out true leaves something missing that a message can name. */
  alwaysLeavesGaps: boolean
  /** Whether every way of coming out true is true of some row. */
  alwaysFindsRows: boolean
  /** What can make it come out unknown: each name of something that may be hidden, missing or told in part. None when it always knows. */
  unknownBy: readonly string[]
  /** What makes it true, or false, when it is missing, whatever else is said. */
  settledTrue: readonly string[]
  settledFalse: readonly string[]
  /** The labels of what is missing, in a trace of this condition that came out true. */
  gaps(trace: Trace): string[]
}
