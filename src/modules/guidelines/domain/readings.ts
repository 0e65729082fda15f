import type { Looked, Read, Reference } from './condition.js'
import { isBlank, type Json } from './json.js'
import type { Reading, RowAt } from './reading.js'

export const HIDDEN: Reading = { hidden: true, blank: true, value: null }
export const NOTHING: Reading = { hidden: false, blank: true, value: null }

/** A flag that says no is an answer; an unticked box of a signature is not. */
export const found = (value: Json | undefined): Reading =>
  value === undefined || (value !== false && isBlank(value)) ? NOTHING : { hidden: false, blank: false, value }

/** A reference of which only what is special is said: else without codes and columns, read from no answer, and perhaps missing. */
export const aReference = (special: Pick<Reference, 'kind' | 'label' | 'looked' | 'read'> & Partial<Reference>): Reference => ({
  codes: null,
  cells: null,
  questions: [],
  paths: [],
  needsTier: false,
  mayBeMissing: true,
  rowsOut: null,
  mayBeHidden: false,
  ...special,
})

/** The same, read once for each situation, or for each row where it reads one, and found again by what was looked at. */
export function remembered(reference: Reference, how = ''): Reference {
  const { read, rowsOut, looked } = reference
  const number = numberOf(rowsOut === null ? '' : nameOfTable(looked), `${how} ${JSON.stringify(looked)}`)
  const ofSituation: Read = (situation, row) =>
    situation.readings === null ? read(situation, row) : (situation.readings[number] ??= read(situation, row))
  const ofRow =
    (out: number): Read =>
    (situation, row) => {
      const readings = rowAt(row, out)?.readings
      return readings === undefined ? read(situation, row) : (readings[number] ??= read(situation, row))
    }
  return { ...reference, read: rowsOut === null ? ofSituation : ofRow(rowsOut) }
}

/** The table a row belongs to. */
export const nameOfTable = ({ question, requirement, fact }: Looked): string => question ?? requirement ?? String(fact)

/** Numbers find a reading faster than names. They are the same for every pack, and small in each table, so that rows need little room. */
const NUMBERS = new Map<string, Map<string, number>>()

function numberOf(table: string, name: string): number {
  const numbers = NUMBERS.get(table) ?? new Map<string, number>()
  const number = numbers.get(name) ?? numbers.size
  NUMBERS.set(table, numbers.set(name, number))
  return number
}

export function rowAt(row: RowAt | null, rowsOut: number): RowAt | null {
  let at = row
  for (let level = 0; level < rowsOut; level += 1) at = at?.outer ?? null
  return at
}

/** The same, with its value made ready to be compared. */
export const adapted = (reference: Reference, how: string, ready: (value: Json) => Json): Reference =>
  remembered({ ...reference, read: (situation, row) => withValue(reference.read(situation, row), ready) }, how)

export const withValue = (reading: Reading, ready: (value: Json) => Json): Reading =>
  reading.value === null ? reading : { ...reading, value: ready(reading.value) }
