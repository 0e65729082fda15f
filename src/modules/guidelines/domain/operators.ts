import type { Comparison, Kind, Reference } from './condition.js'
import type { Reading } from './reading.js'
import { compareFigures, distanceBetween, figureOf, orderOf, shownFigure } from './figures.js'
import { shown, type Json } from './json.js'
import { notOf, type Tri } from './three-valued.js'
import { containsPhrase, countWords, foldedValue } from './words.js'

/** What a leaf says besides what it reads and compares: its kind, and how it compares. */
export interface Beside {
  kind: Kind
  cmp: Comparison | undefined
}

/** Compares what was read; `from` is the other figure of a difference. */
export type Compare = (reading: Reading, to: Reading, from: Reading) => Tri

export interface Operator {
  fits: readonly Kind[]
  /** What `to` holds where that is not one value: nothing, several values or a list that is read, or a figure beside `cmp`. */
  takes?: 'nothing' | 'several' | 'count' | 'difference'
  /** Whether `to` may be a ref, and of which kinds. */
  against?: readonly Kind[]
  onlyWholeQuestions?: true
  /** How it compares; asked once for each leaf. */
  comparing: (beside: Beside) => Compare
  /** What is compared of a value, where that is a count. */
  counts?: (value: Json) => number
  /** Whether it knows the answer when nothing was answered. */
  knowsBlank: boolean
  /** Whether it asks of what is hidden, of which nothing else is known. */
  seesHidden?: true
  /** What the trace shows as read, where that is not the value itself; of a count, what was counted. */
  shows?: (reading: Reading, from: Reading) => Json
  /** The labels of what is missing when the test is true. */
  gaps?: (reference: Reference, value: Json, expected: Json) => string[]
}

const EVERY_KIND: readonly Kind[] = ['code', 'codes', 'number', 'text', 'list', 'rows', 'files', 'signature', 'flag', 'date']
const LISTS: readonly Kind[] = ['codes', 'list']

const COMPARE: Record<Comparison, (order: number) => boolean> = {
  lt: order => order < 0,
  lte: order => order <= 0,
  gt: order => order > 0,
  gte: order => order >= 0,
}

export const isComparison = (cmp: unknown): cmp is Comparison => typeof cmp === 'string' && Object.hasOwn(COMPARE, cmp)

const itemsOf = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : value === null ? [] : [value])

/** Free text was folded before it comes here, so that items are the same or not. */
const includes = (list: Json, item: Json): boolean => itemsOf(list).includes(item)

const notIn = (list: Json, items: Json): Json[] => itemsOf(items).filter(item => !includes(list, foldedValue(item)))

/** Dates compare as they are written; codes by their place in the scale, which the leaf has put there instead. */
const inOrder = (one: Json, other: Json): number | null =>
  isDate(one) && isDate(other) ? (one < other ? -1 : one > other ? 1 : 0) : orderOf(one, other)

export const isDate = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)

/** A comparison with a missing value is unknown, never false. */
const equal =
  ({ kind }: Beside): Compare =>
  ({ value }, { value: expected }) => {
    if (value === null || expected === null) return 'unknown'
    if (value === expected) return true
    return kind === 'number' && decided(orderOf(value, expected), isNought)
  }

const isNought = (order: number): boolean => order === 0

const ranked = (cmp: Comparison): Operator => ({
  fits: ['number', 'date', 'code'],
  against: ['number', 'date', 'code'],
  knowsBlank: false,
  comparing:
    () =>
    ({ value }, { value: expected }) =>
      value === null ? 'unknown' : decided(inOrder(value, expected), COMPARE[cmp]),
})

const decided = (order: number | null, test: (order: number) => boolean): Tri => (order === null ? 'unknown' : test(order))

const opposite =
  (comparing: Operator['comparing']): Operator['comparing'] =>
  beside => {
    const compare = comparing(beside)
    return (reading, to, from) => notOf(compare(reading, to, from))
  }

const has = (reading: Reading, to: Reading): Tri => {
  if (reading.value === null) return 'unknown'
  if (typeof reading.value === 'string') return containsPhrase(reading.value, shown(to.value))
  return includes(reading.value, to.value) || (reading.partial === true ? 'unknown' : false)
}

/** Whether something of a list is not in another; what either list has not told may still be or be found there. */
function misses(wanted: Reading, offered: Reading): Tri {
  if (wanted.value === null || offered.value === null) return 'unknown'
  const lacking = itemsOf(wanted.value).some(item => !includes(offered.value, item))
  if (lacking) return offered.partial === true ? 'unknown' : true
  return wanted.partial === true ? 'unknown' : false
}

const labelled = (reference: Reference, codes: readonly Json[]): string[] =>
  codes.map(code => reference.codes?.get(shown(code)) ?? shown(code))

const itself = (reference: Reference): string[] => [reference.label]

/** What is missing counts as nought. */
const count = (fits: Kind, counts: (value: Json) => number): Operator => ({
  fits: [fits],
  takes: 'count',
  knowsBlank: true,
  counts,
  comparing:
    ({ cmp }) =>
    (reading, to) =>
      cmp === undefined ? 'unknown' : COMPARE[cmp](Number(reading.value) - Number(to.value)),
  shows: reading => Number(reading.value),
  gaps: itself,
})

const lengthOf = (value: Json): number => itemsOf(value).length

const OPERATORS: Record<string, Operator> = {
  eq: { fits: ['code', 'number', 'flag', 'text', 'date'], against: EVERY_KIND, knowsBlank: false, comparing: equal },
  ne: {
    fits: ['code', 'number', 'flag', 'text', 'date'],
    against: EVERY_KIND,
    knowsBlank: false,
    comparing: opposite(equal),
  },
  lt: ranked('lt'),
  lte: ranked('lte'),
  gt: ranked('gt'),
  gte: ranked('gte'),
  in: {
    fits: ['code', 'text'],
    takes: 'several',
    knowsBlank: false,
    comparing:
      () =>
      ({ value }, { value: list }) =>
        value === null ? 'unknown' : includes(list, value),
  },
  has: { fits: ['codes', 'list', 'text'], knowsBlank: false, comparing: () => has },
  lacks: {
    fits: ['codes', 'list', 'text'],
    knowsBlank: false,
    comparing: opposite(() => has),
    gaps: (reference, _value, expected) => labelled(reference, [expected]),
  },
  lacksAny: {
    fits: LISTS,
    takes: 'several',
    knowsBlank: false,
    comparing: () => (reading, to) => misses(to, reading),
    gaps: (reference, value, expected) => labelled(reference, notIn(foldedValue(value), expected)),
  },
  subsetOf: {
    fits: LISTS,
    takes: 'several',
    against: LISTS,
    knowsBlank: false,
    comparing: opposite(() => misses),
  },
  missingFrom: {
    fits: ['codes', 'list', 'text', 'code'],
    takes: 'several',
    against: LISTS,
    knowsBlank: false,
    comparing: () => misses,
    gaps: (reference, value, expected) => labelled(reference, notIn(foldedValue(expected), value)),
  },
  empty: { fits: EVERY_KIND, takes: 'nothing', knowsBlank: true, comparing: () => reading => reading.blank, gaps: itself },
  visible: {
    fits: EVERY_KIND,
    takes: 'nothing',
    onlyWholeQuestions: true,
    knowsBlank: true,
    seesHidden: true,
    comparing: () => reading => !reading.hidden,
  },
  words: count('text', countWords),
  rows: count('rows', lengthOf),
  files: count('files', lengthOf),
  filesFor: count('files', lengthOf),
  absDiff: {
    fits: ['number'],
    takes: 'difference',
    against: ['number'],
    knowsBlank: false,
    comparing:
      ({ cmp }) =>
      (reading, to, from) => {
        const apart = distance(reading, from)
        const most = figureOf(to.value)
        return apart === null || most === null || cmp === undefined ? 'unknown' : COMPARE[cmp](compareFigures(apart, most))
      },
    shows: (reading, from) => {
      const apart = distance(reading, from)
      return apart === null ? null : shownFigure(apart)
    },
  },
}

function distance(reading: Reading, from: Reading) {
  const [one, other] = [figureOf(reading.value), figureOf(from.value)]
  return one === null || other === null ? null : distanceBetween(one, other)
}

export const operatorNamed = (name: unknown): Operator | undefined =>
  typeof name === 'string' && Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined
