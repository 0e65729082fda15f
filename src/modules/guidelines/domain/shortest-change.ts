import type { Leaf, Looked, RowsTrace, Trace } from './condition.js'
import { folded } from './words.js'
import { shown, type Json } from './json.js'
import { eitherOf, listed } from './lists.js'

/** One step that helps to clear a finding: where, and what to do there. */
export interface Change {
  /** The question, or the member of the requirement. */
  at: string
  words: string
}

/** How places and codes are called, and who may change what: a bidder answers, a buyer the requirement. */
export interface Wording {
  label(looked: Looked): string
  option(looked: Looked, code: Json): string
  changes: 'answers' | 'requirement'
}

/**
 * The fewest single changes after which the condition is no longer true, found from its trace alone; null when nothing its reader may
 * change would do. Taking back what was said counts as more than adding what is missing, so that nobody is taught to say less.
 * Of two ways equally short, the one that stands first in the rule.
 */
export const shortestChange = (trace: Trace, wording: Wording): Change[] | null =>
  away(trace, wording)?.map(({ at: place, words }) => ({ at: place, words })) ?? null

interface Step extends Change {
  cost: number
}

type Steps = Step[] | null

const ADDING = 1
const TAKING_BACK = 4

const costOf = (steps: readonly Step[]): number => steps.reduce((sum, { cost }) => sum + cost, 0)

const fewest = (ways: readonly Steps[]): Steps =>
  ways.reduce((best, way) => (way !== null && (best === null || costOf(way) < costOf(best)) ? way : best), null)

const together = (steps: readonly Steps[]): Steps => {
  const all = steps.flatMap(each => each ?? [])
  return steps.includes(null) ? null : all.filter((change, place) => all.findIndex(other => same(change, other)) === place)
}

const same = (one: Change, other: Change): boolean => one.at === other.at && one.words === other.words

/** From true to not true. */
function away(trace: Trace, wording: Wording): Steps {
  if (trace.result !== true) return []
  if ('all' in trace) return fewest(trace.all.map(child => away(child, wording)))
  if ('any' in trace) return together(trace.any.map(child => away(child, wording)))
  if ('not' in trace) return towards(trace.not, wording)
  return 'rows' in trace ? awayFromRows(trace, wording) : step(trace, AWAY, wording)
}

/** From not true to true. */
function towards(trace: Trace, wording: Wording): Steps {
  if (trace.result === true) return []
  if ('all' in trace) return together(trace.all.map(child => towards(child, wording)))
  if ('any' in trace) return fewest(trace.any.map(child => towards(child, wording)))
  if ('not' in trace) return away(trace.not, wording)
  if ('rows' in trace) return at(trace, wording, () => `add a row of the kind that is missing to ${wording.label(trace)}`)
  return step(trace, TOWARDS, wording)
}

function awayFromRows(trace: RowsTrace, wording: Wording): Steps {
  const within = placeOf(trace, wording)
  const rows = trace.rows.map(({ row, where }) => {
    const suffix = (place: string): string => (place === within ? `row ${row}` : `row ${row} of ${wording.label(trace)}`)
    return away(where, wording)?.map(each => ({ ...each, words: `${each.words} (${suffix(each.at)})` })) ?? null
  })
  if (trace.more === undefined) return together(rows)
  return together([...rows, at(trace, wording, () => `do the same in ${String(trace.more)} more rows of ${wording.label(trace)}`)])
}

type Words = (leaf: Leaf, wording: Wording) => string

function step(leaf: Leaf, table: Readonly<Record<string, Words>>, wording: Wording): Steps {
  if (leaf.op === 'visible' || (leaf.fact !== undefined && !KNOWN_OF_FILES.includes(leaf.op))) return null
  const words = table[leaf.op]
  const saysLess = words !== undefined && (SAYING_LESS.includes(words) || leaf.cmp === 'gt' || leaf.cmp === 'gte')
  return at(leaf, wording, () => words?.(leaf, wording) ?? `change ${wording.label(leaf)}`, saysLess ? TAKING_BACK : ADDING)
}

function at(looked: Looked, wording: Wording, words: () => string, cost = ADDING): Steps {
  const place = placeOf(looked, wording)
  return place === undefined ? null : [{ at: place, words: words(), cost }]
}

/** What a bidder can mend about a file: that a date is given and late enough, and that it can be used at all. */
const KNOWN_OF_FILES = ['empty', 'lt', 'lte', 'gt', 'gte', 'usable']

/** Where the reader may change what was looked at; nowhere when somebody else decides it. */
const placeOf = ({ question, fact, requirement }: Looked, { changes }: Wording): string | undefined =>
  changes === 'answers' ? (question ?? (fact === 'evidence' ? fact : undefined)) : requirement

const inQuotes = ({ expected, ...looked }: Leaf, wording: Wording): string[] =>
  (Array.isArray(expected) ? (expected as Json[]) : [expected]).map(code => `“${wording.option(looked, code)}”`)

const quoted = (leaf: Leaf, wording: Wording): string => listed(inQuotes(leaf, wording))

const choose: Words = (leaf, wording) =>
  leaf.against === undefined ? `choose ${eitherOf(inQuotes(leaf, wording))} in ${wording.label(leaf)}` : `change ${wording.label(leaf)}`
const chooseOther: Words = (leaf, wording) =>
  leaf.against === undefined
    ? `if it is not so, choose something else than ${eitherOf(inQuotes(leaf, wording))} in ${wording.label(leaf)}`
    : `change ${wording.label(leaf)}`
const add: Words = (leaf, wording) => `add ${quoted(leaf, wording)} to ${wording.label(leaf)}`
const takeOut: Words = (leaf, wording) => `if it is not so, take ${quoted(leaf, wording)} out of ${wording.label(leaf)}`
const fillIn: Words = (leaf, wording) => `fill in ${wording.label(leaf)}`
const leaveBlank: Words = (leaf, wording) => `leave ${wording.label(leaf)} blank`

const lacking = (leaf: Leaf): Leaf => {
  const here = Array.isArray(leaf.value) ? leaf.value.map(item => folded(String(item))) : []
  return { ...leaf, expected: (Array.isArray(leaf.expected) ? leaf.expected : []).filter(item => !here.includes(folded(String(item)))) }
}

/** The bound as its reader knows it: a figure or a date as it is, a step of a scale by its name. */
function bound(leaf: Leaf, wording: Wording): string {
  const { expected, ...looked } = leaf
  if (expected === null) return 'the figure asked for'
  const named = wording.option(looked, expected)
  return named === shown(expected) ? named : `“${named}”`
}

const atLeast: Words = (leaf, wording) => `give ${bound(leaf, wording)} or more in ${wording.label(leaf)}`
const atMost: Words = (leaf, wording) => `give ${bound(leaf, wording)} or less in ${wording.label(leaf)}`
const more: Words = (leaf, wording) => `give more than ${bound(leaf, wording)} in ${wording.label(leaf)}`
const less: Words = (leaf, wording) => `give less than ${bound(leaf, wording)} in ${wording.label(leaf)}`

/** How many it takes, where a count is too low; where it is too high, that it is. */
const enough =
  (unit: string, verb: string, into: string): Words =>
  (leaf, wording) => {
    if (leaf.cmp !== 'lt' && leaf.cmp !== 'lte') return `have fewer ${unit}s in ${wording.label(leaf)}`
    const least = Number(leaf.expected) + (leaf.cmp === 'lte' ? 1 : 0)
    return `${verb} at least ${least} ${unit}${least === 1 ? '' : 's'} ${into} ${wording.label(leaf)} (now ${shown(leaf.value)})`
  }

const correct: Words = (leaf, wording) => `if it is not right, correct ${wording.label(leaf)}`

const restricted: Words = (leaf, wording) => `leave in ${wording.label(leaf)} only what the notice or the rule allows`

/** The steps that take back what was said. */
const SAYING_LESS: readonly Words[] = [chooseOther, takeOut, leaveBlank, restricted, correct]

const AWAY: Readonly<Record<string, Words>> = {
  eq: chooseOther,
  ne: choose,
  in: chooseOther,
  has: takeOut,
  lacks: add,
  lacksAny: (leaf, wording) => add(lacking(leaf), wording),
  empty: fillIn,
  lt: atLeast,
  lte: more,
  gt: atMost,
  gte: less,
  words: enough('word', 'write', 'in'),
  rows: enough('row', 'fill', 'in'),
  files: enough('file', 'attach', 'to'),
  filesFor: enough('file', 'attach', 'to'),
  absDiff: correct,
  usable: (leaf, wording) => `replace the file in ${wording.label(leaf)}`,
}

const TOWARDS: Readonly<Record<string, Words>> = {
  eq: choose,
  ne: chooseOther,
  in: choose,
  has: add,
  lacks: takeOut,
  empty: leaveBlank,
  lt: less,
  lte: atMost,
  gt: more,
  gte: atLeast,
  subsetOf: restricted,
}
