import type { Comparison, CompiledCondition, Judge, Kind, Leaf, Read, Reference } from './condition.js'
import { comparableFigure, figureOf } from './figures.js'
import { isObject, type Json } from './json.js'
import { foldedValue } from './words.js'
import { isComparison, isDate, type Operator } from './operators.js'
import type { Reading } from './reading.js'
import { adapted, NOTHING } from './readings.js'
import { leafOf } from './trace-forms.js'

type Complain = (problem: string) => void
type Resolve = (ref: unknown) => Reference | null

/** What a leaf is compared with: written in the rule, or read like the leaf itself. */
interface Expected {
  reference: Reference | null
  /** What is written in the rule; nothing where it is read. */
  constant: Reading
  read: Read
}

const written = (value: Json): Expected => {
  const reading: Reading = { hidden: false, blank: false, value }
  return { reference: null, constant: reading, read: () => reading }
}

const asRead = (reference: Reference): Expected => ({ reference, constant: NOTHING, read: reference.read })

/** One test as closures: reading and comparing is all that is left to do. Null when it was refused. */
export function compileLeaf(
  name: string,
  operator: Operator,
  test: Readonly<Record<string, unknown>>,
  resolve: Resolve,
  complain: Complain,
): CompiledCondition | null {
  const reference = resolve(withItem(name, test))
  if (reference === null) return null
  const refuse = (why: string): null => {
    complain(`${name} ${why}`)
    return null
  }
  if (!operator.fits.includes(reference.kind)) return refuse(`does not fit ${reference.label}, which is of the kind ${reference.kind}`)
  if (operator.onlyWholeQuestions === true && !isWholeQuestion(reference)) return refuse('only asks about questions')
  const cmp = test['cmp']
  const needsCmp = operator.takes === 'count' || operator.takes === 'difference'
  if (needsCmp && !isComparison(cmp)) return refuse('needs a "cmp"')
  if (!needsCmp && cmp !== undefined) return refuse('takes no "cmp"')
  const to = expectedOf(operator, reference, test['to'], resolve, refuse)
  if (to === null) return null
  const from = operator.takes === 'difference' ? resolve(test['from']) : null
  if (operator.takes === 'difference' && from?.kind !== 'number') return refuse('needs a figure in "from"')
  return leaf(name, operator, { reference, to, from, cmp: cmp as Comparison | undefined })
}

/** Files for one option are read by a ref of their own. */
const withItem = (name: string, test: Readonly<Record<string, unknown>>): unknown =>
  name === 'filesFor' && isObject(test['of']) ? { ...test['of'], item: test['item'] } : test['of']

const isWholeQuestion = ({ looked }: Reference): boolean =>
  looked.question !== undefined && looked.part === undefined && looked.column === undefined && looked.item === undefined

function expectedOf(
  operator: Operator,
  reference: Reference,
  to: unknown,
  resolve: Resolve,
  refuse: (why: string) => null,
): Expected | null {
  if (operator.takes === 'nothing') return to === undefined ? written(null) : refuse('takes no "to"')
  if (isObject(to)) return readExpected(operator, reference, resolve(to), refuse)
  if (operator.takes === 'count') return typeof to === 'number' ? written(to) : refuse('needs a number in "to"')
  if (operator.takes === 'difference') return figureOf(to as Json) === null ? refuse('needs a figure in "to"') : written(to as Json)
  if (operator.takes === 'several' && !(Array.isArray(to) && to.length > 0)) return refuse('needs a list in "to"')
  const values: readonly unknown[] = operator.takes === 'several' ? (to as unknown[]) : [to]
  const stranger = values.find(value => !comparable(reference, value))
  return stranger === undefined && to !== undefined ? written(to as Json) : refuse(`cannot be compared with ${String(stranger)}`)
}

function readExpected(operator: Operator, reference: Reference, to: Reference | null, refuse: (why: string) => null): Expected | null {
  if (to === null) return null
  if (operator.against?.includes(to.kind) !== true) return refuse(`cannot be compared with ${to.label}`)
  const alike = reference.kind === to.kind || operator.takes === 'several'
  if (!alike || (reference.kind === 'code' && !sameScale(reference, to)))
    return refuse(`cannot be compared with ${to.label}, which is of another kind`)
  return asRead(to)
}

const LISTED: readonly Kind[] = ['codes', 'list']

const sameScale = (one: Reference, other: Reference): boolean => JSON.stringify(scaleOf(one)) === JSON.stringify(scaleOf(other))

const scaleOf = ({ codes }: Reference): readonly string[] => [...(codes?.keys() ?? [])]

const IS: Partial<Record<Kind, (value: unknown) => boolean>> = {
  number: value => (typeof value === 'number' || typeof value === 'string') && figureOf(value) !== null,
  flag: value => typeof value === 'boolean',
  date: isDate,
}

const comparable = ({ kind, codes }: Reference, value: unknown): boolean =>
  codes === null ? (IS[kind] ?? (each => typeof each === 'string'))(value) : typeof value === 'string' && codes.has(value)

const RANKED = ['lt', 'lte', 'gt', 'gte']

interface Parts {
  reference: Reference
  to: Expected
  from: Reference | null
  cmp: Comparison | undefined
}

function leaf(name: string, operator: Operator, { reference, to, from, cmp }: Parts): CompiledCondition {
  const { read } = reference
  const how = adapting(name, operator, reference, to.reference)
  const ready = how === null ? reference : adapted(reference, how.name, how.ready)
  const expected = how === null || operator.counts !== undefined ? to : adaptedExpected(to, how)
  const readFrom = from?.read ?? NOTHING_READ
  const judge = judging(operator, { reference: ready, to: expected, from, cmp })
  const { shows } = operator
  const makeLeaf = leafOf({
    op: name,
    ...reference.looked,
    ...(cmp === undefined ? {} : { cmp }),
    ...(to.reference === null ? {} : { against: to.reference.looked }),
  })
  const others = [to.reference, from].filter(other => other !== null)
  return {
    references: [reference, ...others],
    alwaysLeavesGaps: operator.gaps !== undefined,
    alwaysFindsRows: false,
    ...knowing(name, operator, { reference, to, from, cmp }),
    gaps: trace => (trace.result === true && 'expected' in trace ? (operator.gaps?.(reference, trace.value, trace.expected) ?? []) : []),
    judge,
    evaluate(situation, row): Leaf {
      const reading = read(situation, row)
      const shown = shows?.(ready.read(situation, row), readFrom(situation, row))
      return makeLeaf(reading.hidden, shown ?? reading.value, to.read(situation, row).value, judge(situation, row))
    },
  }
}

const NOTHING_READ: Read = () => NOTHING

/** Reads and compares, no more than it has to. Nothing is known of what is hidden, but that it is. */
function judging(operator: Operator, { reference, to, from, cmp }: Parts): Judge {
  const compare = operator.comparing({ kind: reference.kind, cmp })
  const { read } = reference
  const { constant, read: readTo } = to
  if (operator.seesHidden === true) return (situation, row) => compare(read(situation, row), constant, NOTHING)
  if (to.reference === null && from === null)
    return (situation, row) => {
      const reading = read(situation, row)
      return reading.hidden ? 'unknown' : compare(reading, constant, NOTHING)
    }
  // What is compared with something read needs a value on both sides, and nothing hidden has one.
  const readFrom = from?.read ?? NOTHING_READ
  return (situation, row) => compare(read(situation, row), readTo(situation, row), readFrom(situation, row))
}

const adaptedExpected = (to: Expected, { name, ready }: How): Expected =>
  to.reference === null ? written(ready(to.constant.value)) : asRead(adapted(to.reference, name, ready))

/** When a leaf does not know, and what being missing settles: emptiness, a count, which is then nought, and being shown. */
function knowing(
  name: string,
  operator: Operator,
  { reference, to, from, cmp }: Parts,
): Pick<CompiledCondition, 'unknownBy' | 'settledTrue' | 'settledFalse'> {
  if (operator.seesHidden === true) return { unknownBy: [], settledTrue: [], settledFalse: [hiddenName(reference)] }
  const others = [to.reference, from].filter(other => other !== null)
  const hidden = [reference, ...others].filter(({ mayBeHidden }) => mayBeHidden).map(hiddenName)
  const read = operator.knowsBlank ? others : [reference, ...others]
  const missing = read.filter(({ mayBeMissing }) => mayBeMissing).map(missed)
  const settles = (name === 'empty' && !isAnsweredInPart(reference)) || operator.takes === 'count'
  const settled = settles ? operator.comparing({ kind: reference.kind, cmp })(NOTHING, to.constant, NOTHING) : null
  return {
    unknownBy: [...hidden, ...missing],
    settledTrue: settled === true ? [missed(reference)] : [],
    settledFalse: settled === false ? [missed(reference)] : [],
  }
}

export const hiddenName = ({ looked }: Reference): string => `hidden ${String(looked.question)}`

const missed = ({ looked }: Reference): string => `missing ${JSON.stringify(looked)}`

/** Some cells of a column may be blank though not all are, and a text has parts: that it is not empty does not tell that nothing is missing. */
const isAnsweredInPart = (reference: Reference): boolean =>
  (LISTED.includes(reference.kind) && reference.looked.column !== undefined) || (reference.kind === 'text' && isWholeQuestion(reference))

/** A way to make values ready to be compared, and what it is called. */
interface How {
  name: string
  ready: (value: Json) => Json
}

/** What is counted becomes the count, codes that are ranked become their place in the scale, figures the number that stands for them, free text is folded, and anything else stays as it is. */
function adapting(name: string, { counts }: Operator, reference: Reference, against: Reference | null): How | null {
  if (counts !== undefined) return { name: 'counted', ready: counts }
  if (RANKED.includes(name) && reference.kind === 'code') {
    const scale = scaleOf(reference)
    return { name: 'ranked', ready: value => placeIn(scale, value) }
  }
  if (reference.kind === 'number' && BY_FIGURE.includes(name)) return { name: 'figure', ready: comparableFigure }
  const isFree = [reference.kind, against?.kind].some(kind => kind === 'text' || kind === 'list')
  return isFree && COMPARING.includes(name) ? { name: 'folded', ready: foldedValue } : null
}

/** The operators that compare one figure with another. */
const BY_FIGURE = [...RANKED, 'eq', 'ne']

/** The operators that look into texts rather than at whether there are any. */
const COMPARING = ['eq', 'ne', 'in', 'has', 'lacks', 'lacksAny', 'subsetOf', 'missingFrom']

const placeIn = (scale: readonly string[], value: Json): number | null => {
  const place = typeof value === 'string' ? scale.indexOf(value) : -1
  return place === -1 ? null : place
}
