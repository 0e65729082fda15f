import type { Comparison, Kind, Reading, Reference } from './condition.js'
import type { Json } from './json.js'
import type { Tri } from './three-valued.js'

interface Operator {
  fits: readonly Kind[]
  /** What `to` holds: one code or number, several codes, a count beside `cmp`, or nothing. */
  expects: 'one' | 'several' | 'count' | 'nothing'
  onlyQuestions?: true
  judge: (reading: Reading, expected: Json, cmp?: Comparison) => Tri
  mayBeUnknown: (reference: Reference) => boolean
  /** What the trace shows as read, where that is not the value itself. */
  shows?: (reading: Reading) => Json
  /** The label of what is missing when the test is true. */
  gap?: (reference: Reference, expected: Json) => string
}

const EVERY_KIND: readonly Kind[] = ['code', 'codes', 'number', 'text', 'list', 'rows', 'files', 'signature']

/** A comparison with a missing value is unknown, never false. */
const compared = (test: (value: Json, expected: Json) => boolean): Pick<Operator, 'judge' | 'mayBeUnknown'> => ({
  judge: (reading, expected) => (reading.hidden || reading.value === null ? 'unknown' : test(reading.value, expected)),
  mayBeUnknown: () => true,
})

/** A missing answer is known to be missing; only a hidden question is not known. */
const unlessHidden = (test: (reading: Reading, expected: Json, cmp?: Comparison) => Tri): Pick<Operator, 'judge' | 'mayBeUnknown'> => ({
  judge: (reading, expected, cmp) => (reading.hidden ? 'unknown' : test(reading, expected, cmp)),
  mayBeUnknown: ({ looked }) => looked.question !== undefined,
})

const holds = (list: Json, item: Json): boolean => Array.isArray(list) && list.includes(item)

const COMPARE: Record<Comparison, (left: number, right: number) => boolean> = {
  lt: (left, right) => left < right,
  lte: (left, right) => left <= right,
  gt: (left, right) => left > right,
  gte: (left, right) => left >= right,
}

export const countWords = (text: Json): number =>
  typeof text === 'string'
    ? text
        .trim()
        .split(/\s+/u)
        .filter(word => word !== '').length
    : 0

const OPERATORS: Record<string, Operator> = {
  eq: { fits: ['code', 'number'], expects: 'one', ...compared((value, expected) => value === expected) },
  ne: { fits: ['code', 'number'], expects: 'one', ...compared((value, expected) => value !== expected) },
  in: { fits: ['code'], expects: 'several', ...compared((value, expected) => holds(expected, value)) },
  has: { fits: ['codes'], expects: 'one', ...compared((value, expected) => holds(value, expected)) },
  lacks: {
    fits: ['codes'],
    expects: 'one',
    ...compared((value, expected) => !holds(value, expected)),
    gap: (reference, expected) => (typeof expected === 'string' ? reference.codes?.get(expected) : null) ?? reference.label,
  },
  empty: {
    fits: EVERY_KIND,
    expects: 'nothing',
    ...unlessHidden(reading => reading.blank),
    gap: reference => reference.label,
  },
  visible: { fits: EVERY_KIND, expects: 'nothing', onlyQuestions: true, judge: reading => !reading.hidden, mayBeUnknown: () => false },
  words: {
    fits: ['text'],
    expects: 'count',
    ...unlessHidden((reading, expected, cmp) => cmp !== undefined && COMPARE[cmp](countWords(reading.value), Number(expected))),
    shows: reading => (reading.hidden ? null : countWords(reading.value)),
    gap: reference => reference.label,
  },
}

export const operatorNamed = (name: unknown): Operator | undefined =>
  typeof name === 'string' && Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined

/** Why `to` and `cmp` do not go with the operator and what it looks at, or null when they do. */
export function misfit(operator: Operator, reference: Reference, to: unknown, cmp: unknown): string | null {
  if (!operator.fits.includes(reference.kind)) return `does not fit ${reference.label}, which is of the kind ${reference.kind}`
  if (operator.onlyQuestions && (reference.looked.question === undefined || reference.looked.part !== undefined))
    return 'only asks about questions'
  if (operator.expects === 'nothing') return to === undefined ? null : 'takes no "to"'
  if (operator.expects === 'count') {
    const fits = typeof to === 'number' && typeof cmp === 'string' && Object.hasOwn(COMPARE, cmp)
    return fits ? null : 'needs a "cmp" and a number in "to"'
  }
  if (operator.expects === 'several' && !(Array.isArray(to) && to.length > 0)) return 'needs a list in "to"'
  const expected: readonly unknown[] = operator.expects === 'several' ? (to as unknown[]) : [to]
  const stranger = expected.find(value => (reference.codes === null ? typeof value !== 'number' : !reference.codes.has(String(value))))
  return stranger === undefined && to !== undefined ? null : `cannot be compared with ${String(stranger)}`
}
