import type { Leaf, Looked, RowsTrace } from './condition.js'
import type { Json } from './json.js'
import type { Tri } from './three-valued.js'

/** What is the same in every leaf of one test. */
export type Fixed = Pick<Leaf, keyof Looked | 'op' | 'cmp' | 'against'>

type MakeLeaf = (value: Json, expected: Json, result: Tri) => Leaf

/** Makes the leaves of one test, and those for when what it asks about is hidden. */
export function leafOf(fixed: Fixed): (hidden: boolean, ...rest: Parameters<MakeLeaf>) => Leaf {
  const shown = making(fixed)
  const unseen = making({ ...fixed, hidden: true })
  return (hidden, value, expected, result) => (hidden ? unseen(null, expected, result) : shown(value, expected, result))
}

type Stem = Fixed & Pick<Leaf, 'hidden'>

/** A form is found by the members it has, so that it has all it reads. */
const making = (stem: Stem): MakeLeaf => (FORMS[Object.keys(stem).join(' ')] ?? anyForm)(stem as Required<Stem>)

const anyForm = (stem: Stem): MakeLeaf => {
  const copy = copying<Leaf>(stem)
  return (value, expected, result) => copy({ value, expected, result })
}

/** The same for what is asked of rows; nothing is said of `more` where there are none. */
export function rowsTraceOf(
  fixed: Pick<RowsTrace, keyof Looked | 'op'>,
): (hidden: boolean, count: number, rows: RowsTrace['rows'], more: number, result: Tri) => RowsTrace {
  const shown = copying<RowsTrace>(fixed)
  const unseen = copying<RowsTrace>({ ...fixed, hidden: true })
  return (hidden, count, rows, more, result) =>
    (hidden ? unseen : shown)(more > 0 ? { count, rows, more, result } : { count, rows, result })
}

/** The commonest forms, each as a literal: its members are known beforehand, which makes it many times as fast as copying them. */
const FORMS: Readonly<Record<string, (stem: Required<Stem>) => MakeLeaf>> = {
  'op question':
    ({ op, question }) =>
    (value, expected, result) => ({ op, question, value, expected, result }),
  'op question cmp':
    ({ op, question, cmp }) =>
    (value, expected, result) => ({ op, question, cmp, value, expected, result }),
  'op question part':
    ({ op, question, part }) =>
    (value, expected, result) => ({ op, question, part, value, expected, result }),
  'op question column':
    ({ op, question, column }) =>
    (value, expected, result) => ({ op, question, column, value, expected, result }),
  'op question hidden':
    ({ op, question, hidden }) =>
    (value, expected, result) => ({ op, question, hidden, value, expected, result }),
  'op requirement':
    ({ op, requirement }) =>
    (value, expected, result) => ({ op, requirement, value, expected, result }),
  'op effective':
    ({ op, effective }) =>
    (value, expected, result) => ({ op, effective, value, expected, result }),
  'op sys':
    ({ op, sys }) =>
    (value, expected, result) => ({ op, sys, value, expected, result }),
}

/** Copies what is the same each time, and adds the rest. */
function copying<Whole extends object>(stem: Partial<Whole>): (rest: Partial<Whole>) => Whole {
  const members = Object.entries(stem)
  return rest => {
    const whole: Record<string, unknown> = {}
    for (const [name, member] of members) whole[name] = member
    return Object.assign(whole, rest) as Whole
  }
}
