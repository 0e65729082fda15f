import type { Reading, Reference } from './condition.js'
import { isBlank, type Json } from './json.js'

export const HIDDEN: Reading = { hidden: true, blank: true, value: null }
export const NOTHING: Reading = { hidden: false, blank: true, value: null }

/** A flag that says no is an answer; an unticked box of a signature is not. */
export const found = (value: Json): Reading => (value !== false && isBlank(value) ? NOTHING : { hidden: false, blank: false, value })

/** A reference of which only what is special is said: else without codes and columns, read from no answer, and perhaps missing. */
export const aReference = (special: Pick<Reference, 'kind' | 'label' | 'looked' | 'read'> & Partial<Reference>): Reference => ({
  codes: null,
  cells: null,
  questions: [],
  paths: [],
  needsTier: false,
  mayBeMissing: true,
  mayBeHidden: false,
  ...special,
})
