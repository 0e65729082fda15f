import type { Condition, Looked, Ref, Test } from './condition.js'
import type { Json } from './json.js'
import type { Nameable } from './references.js'
import { askedIn, capital, labelOf, type Sentence } from './trace-words.js'

/** A table whose rows are asked about; the innermost is the last. */
interface Asked {
  name: string
  looked: Looked
}

/** A condition as sentences: what is asked, before anybody has answered. Rules state what is wrong, so what is true is a problem. */
export const conditionInWords = (condition: Condition, names: Nameable): Sentence[] => told(condition, names, [], 0)

function told(condition: Condition, names: Nameable, tables: readonly Asked[], level: number): Sentence[] {
  const under = (parts: readonly Condition[]): Sentence[] => parts.flatMap(part => told(part, names, tables, level + 1))
  if ('all' in condition) return [{ level, text: 'All of these are true:' }, ...under(condition.all)]
  if ('any' in condition) return [{ level, text: 'At least one of these is true:' }, ...under(condition.any)]
  if ('not' in condition) return [{ level, text: 'This is not true:' }, ...under([condition.not])]
  return condition.where === undefined ? [{ level, text: testTold(condition, names, tables) }] : rowsTold(condition, names, tables, level)
}

function rowsTold({ op, of, where = { all: [] } }: Test, names: Nameable, tables: readonly Asked[], level: number): Sentence[] {
  const looked = lookedAt(of, tables)
  const which = op === 'newestRow' ? 'the newest row' : 'a row'
  const asked = { name: nameOf(of), looked }
  return [
    { level, text: `${capital(labelOf(looked, names))} has ${which} of which this is true:` },
    ...told(where, names, [...tables, asked], level + 1),
  ]
}

function testTold({ op, of, to, cmp, from, item }: Test, names: Nameable, tables: readonly Asked[]): string {
  const looked = { ...lookedAt(of, tables), ...(item === undefined ? {} : { item }) }
  const compared = isRef(to) ? { expected: null, against: lookedAt(to, tables) } : { expected: (to ?? null) as Json }
  const asked = askedIn({ ...looked, op, ...compared, ...(cmp === undefined ? {} : { cmp }) }, names)
  return `${asked}${from === undefined ? '' : ` from ${labelOf(lookedAt(from, tables), names)}`}.`
}

const isRef = (to: unknown): to is Ref => typeof to === 'object' && to !== null && !Array.isArray(to)

/** A row of a table is asked for by the name of the question, the list or the facts. */
const nameOf = (ref: Ref): string => ('q' in ref ? ref.q : 'r' in ref ? ref.r : 'fact' in ref ? ref.fact : '')

function lookedAt(ref: Ref, tables: readonly Asked[]): Looked {
  if ('q' in ref) {
    const { q: question, ...inside } = ref
    return { question, ...inside }
  }
  if ('r' in ref) return { requirement: ref.r, ...(ref.column === undefined ? {} : { column: ref.column }) }
  if ('fact' in ref) return { fact: ref.fact, ...(ref.column === undefined ? {} : { column: ref.column }) }
  if ('col' in ref) return { ...(tables.find(({ name }) => name === ref.row) ?? tables.at(-1))?.looked, column: ref.col }
  return ref
}
