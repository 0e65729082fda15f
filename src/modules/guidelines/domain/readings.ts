import type { Reference, RowAt } from './condition.js'
import { isBlank, type Json } from './json.js'
import type { Reading } from './reading.js'

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

/** The same, read once for each situation, or for each row where it reads one, and found again under its name. */
export function remembered(reference: Reference, name = JSON.stringify(reference.looked)): Reference {
  const { rowsOut } = reference
  return {
    ...reference,
    read(situation, row): Reading {
      const readings = rowsOut === null ? situation.readings : (rowAt(row, rowsOut)?.readings ?? null)
      const known = readings?.get(name)
      if (known !== undefined) return known
      const reading = reference.read(situation, row)
      readings?.set(name, reading)
      return reading
    },
  }
}

export function rowAt(row: RowAt | null, rowsOut: number): RowAt | null {
  let at = row
  for (let level = 0; level < rowsOut; level += 1) at = at?.outer ?? null
  return at
}

/** The same, with its value made ready to be compared. */
export const adapted = (reference: Reference, how: string, ready: (value: Json) => Json): Reference =>
  remembered(
    { ...reference, read: (situation, row) => withValue(reference.read(situation, row), ready) },
    `${how} ${JSON.stringify(reference.looked)}`,
  )

export const withValue = (reading: Reading, ready: (value: Json) => Json): Reading =>
  reading.value === null ? reading : { ...reading, value: ready(reading.value) }
