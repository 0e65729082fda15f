import type { Leaf, Looked, RowsTrace, Trace } from './condition.js'
import { isBlank, shown, type Json } from './json.js'
import { listed } from './lists.js'
import type { Pack } from './pack.js'
import type { Nameable } from './references.js'
import type { Tri } from './three-valued.js'
import { wordingOf } from './wording.js'

/** One line of a trace in plain English; `level` says how deep it stands under the line that it is a part of. */
export interface Sentence {
  level: number
  text: string
}

/** What the words of a trace are taken from. */
export const namesOf = ({ questions, attributes, fields, facts }: Pack): Nameable => ({
  questions: new Map([...questions].map(([id, { source }]) => [id, source])),
  attributes,
  fields,
  facts,
})

/** A stored trace as sentences: what was asked, what came out, and what was read. Rules state what is wrong, so "yes" is a problem. */
export const traceInWords = (trace: Trace, names: Nameable): Sentence[] => told(trace, names, 0)

const YES_OR_NO = { true: 'yes', false: 'no', unknown: 'not known' } as const

const cameOut = (result: Tri): string => YES_OR_NO[String(result) as keyof typeof YES_OR_NO]

function told(trace: Trace, names: Nameable, level: number): Sentence[] {
  const under = (parts: readonly Trace[]): Sentence[] => parts.flatMap(part => told(part, names, level + 1))
  const line = (text: string): Sentence => ({ level, text: `${text}: ${cameOut(trace.result)}.` })
  const partsOf = (parts: readonly Trace[]): Sentence[] => {
    const { deciding, others } = deciders(parts, trace.result)
    const rest = `The other ${others === 1 ? 'one' : others} did not decide it.`
    return [...under(deciding), ...(others === 0 ? [] : [{ level: level + 1, text: rest }])]
  }
  if ('all' in trace) return [line('All of these are true'), ...partsOf(trace.all)]
  if ('any' in trace) return [line('At least one of these is true'), ...partsOf(trace.any)]
  if ('not' in trace) return [line('This is not true'), ...under([trace.not])]
  if ('rows' in trace) return rowsTold(trace, names, level)
  return [{ level, text: leafTold(trace, names) }]
}

/** Of few parts all; of many, those that made it come out as it did, and how many others there are. */
function deciders(parts: readonly Trace[], result: Tri): { deciding: readonly Trace[]; others: number } {
  const deciding = parts.length > FEW ? parts.filter(part => part.result === result) : parts
  return deciding.length === 0 ? { deciding: parts, others: 0 } : { deciding, others: parts.length - deciding.length }
}

const FEW = 4

function rowsTold(trace: RowsTrace, names: Nameable, level: number): Sentence[] {
  const { op, rows, more = 0, count, hidden = false, result } = trace
  const whose = capital(labelOf(trace, names))
  const asked = op === 'anyRow' ? 'has a row of which this is true' : 'has a newest row of which this is true'
  const found = [...rows.map(({ row }) => `row ${row}`), ...(more === 0 ? [] : [`${more} more`])]
  const read = hidden
    ? 'It is not shown.'
    : `It has ${counted(count, 'row')}${found.length === 0 ? '' : `; it is true of ${listed(found)}`}.`
  const parts = rows.flatMap(({ row, where }) => [{ level: level + 1, text: `In row ${row}.` }, ...told(where, names, level + 2)])
  return [{ level, text: `${whose} ${asked}: ${cameOut(result)}. ${read}` }, ...parts]
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const leafTold = (leaf: Leaf, names: Nameable): string => `${askedIn(leaf, names)}: ${cameOut(leaf.result)}. ${readOf(leaf, names)}`

/** What a test asks, without what came out. */
export const askedIn = (leaf: Omit<Leaf, 'value' | 'result'>, names: Nameable): string =>
  `${capital(labelOf(leaf, names))} ${predicateOf(leaf, names)}`

/** What was read, unless the question itself says it. */
function readOf(leaf: Leaf, names: Nameable): string {
  if (leaf.hidden === true) return 'The question is not shown.'
  // Of tables no value stands in the trace.
  if (leaf.op === 'empty' && leaf.result === false && isBlank(leaf.value)) return 'Something is given.'
  if (isBlank(leaf.value)) return 'Nothing is given.'
  const said = COUNTED[leaf.op] === undefined ? quoted(leaf, leaf.value, names) : shown(leaf.value)
  const against =
    leaf.against === undefined ? '' : ` ${capital(labelOf(leaf.against, names))} is ${quoted(leaf.against, leaf.expected, names)}.`
  return `It is ${said}.${against}`
}

const COMPARED = { lt: 'fewer than', lte: 'at most', gt: 'more than', gte: 'at least' } as const

/** What is counted in what is read, by operator. */
const COUNTED: Readonly<Record<string, string>> = { words: 'words', rows: 'rows', files: 'files', filesFor: 'files' }

/** What is asked of the thing read, by operator, around what it is compared with. */
const ASKED: Readonly<Record<string, string>> = {
  eq: 'is {}',
  ne: 'is not {}',
  lt: 'is below {}',
  lte: 'is at most {}',
  gt: 'is above {}',
  gte: 'is at least {}',
  in: 'is one of {}',
  has: 'includes {}',
  lacks: 'does not include {}',
  lacksAny: 'lacks one of {}',
  subsetOf: 'holds nothing but {}',
  missingFrom: 'holds something that is not among {}',
  empty: 'is empty',
  visible: 'is shown',
  usable: 'holds only files that are known and can be used',
}

function predicateOf(leaf: Omit<Leaf, 'value' | 'result'>, names: Nameable): string {
  const { op, cmp, against, expected } = leaf
  const other = against === undefined ? quoted(leaf, expected, names) : labelOf(against, names)
  if (op === 'absDiff') return `differs by ${COMPARED[cmp ?? 'gt']} ${shown(expected)}`
  const noun = COUNTED[op]
  if (noun !== undefined)
    return `has ${COMPARED[cmp ?? 'lt']} ${against === undefined ? shown(expected) : other} ${expected === 1 ? noun.slice(0, -1) : noun}`
  return (ASKED[op] ?? `is found by “${op}” against {}`).replace('{}', () => other)
}

/** A value as its reader knows it: labels for codes, in quotation marks; figures and dates as they are. */
function quoted(looked: Looked, value: Json, names: Nameable): string {
  if (Array.isArray(value))
    return value.length === 0 ? 'nothing' : listed((value as readonly Json[]).map(item => quoted(looked, item, names)))
  if (typeof value === 'number') return shown(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (isBlank(value)) return 'nothing'
  if (typeof value === 'object') return 'what is given there'
  const label = optionOf(looked, value, names)
  return `“${label.length > LONGEST ? `${label.slice(0, LONGEST)}…`.toWellFormed() : label}”`
}

/** Of a long text, the beginning; the whole answer stands beside the trace. */
const LONGEST = 120

function optionOf(looked: Looked, code: Json, names: Nameable): string {
  const attribute = names.attributes.get(looked.effective ?? '')
  return attribute?.values?.find(each => each.code === code)?.label ?? wordingOf(names, 'answers').option(looked, code)
}

const SYSTEM: Readonly<Record<NonNullable<Looked['sys']>, string>> = {
  tier: 'the tier',
  tierFromRequirement: 'the tier of the notice',
  awardDate: 'the date of award',
  raised: 'what the bid raises',
  blockingRules: 'the list of rules that can block',
  questionnaire: 'the version of the questionnaire',
}

/** What is read, in the middle of a sentence. */
export function labelOf(looked: Looked, names: Nameable): string {
  if (looked.sys !== undefined) return SYSTEM[looked.sys]
  if (looked.effective !== undefined) return names.attributes.get(looked.effective)?.label ?? looked.effective
  if (looked.requirement !== undefined) return `“${wordingOf(names, 'answers').label(looked)}” of the notice`
  const label = wordingOf(names, 'answers').label(looked)
  return label === '' ? (looked.column ?? 'what is read') : label
}
