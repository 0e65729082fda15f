import { Malformed } from './domain/errors.js'
import { parseInstant } from './domain/instant.js'

/** One page of a list that stays stable while rows are added: ask on with `nextCursor` until it is null. */
export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

/** Where a page starts: the sort values of the last row before it. */
export type Keyset = readonly string[]

/** What a value of a cursor must be: a moment, a day, an id, a whole number from 1 on, a count from 0 on, or the very word that names the list's order. */
type KeyKind = 'instant' | 'day' | 'uuid' | 'number' | 'count' | { exactly: string }

const isUuid = (value: string): boolean => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(value)

function fits(kind: KeyKind, value: unknown): boolean {
  if (typeof value !== 'string') return false
  if (kind === 'instant') return parseInstant(value) === value
  if (kind === 'day') return /^\d{4}-\d\d-\d\d$/.test(value) && parseInstant(`${value}T00:00Z`) !== null
  if (kind === 'number') return /^[1-9]\d{0,8}$/.test(value)
  if (kind === 'count') return /^(0|[1-9]\d{0,8})$/.test(value)
  return kind === 'uuid' ? isUuid(value) : value === kind.exactly
}

/** Reads a cursor whose values are of these kinds, or throws Malformed: cursors are opaque and only come from us. */
export function readCursor(cursor: string | undefined, kinds: readonly KeyKind[]): Keyset | null {
  if (cursor === undefined) return null
  const values = decode(cursor)
  if (!Array.isArray(values) || values.length !== kinds.length || !kinds.every((kind, index) => fits(kind, values[index]))) {
    throw new Malformed('cursor-malformed', 'The cursor is not one that this list gave out. Start again without it.')
  }
  return values as string[]
}

function decode(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}

/** Cuts a page out of `limit + 1` rows, which are shown as they are unless said otherwise. */
export function pageOf<Row>(found: readonly Row[], limit: number, keyOf: (row: Row) => Keyset): Page<Row>
export function pageOf<Row, T>(found: readonly Row[], limit: number, keyOf: (row: Row) => Keyset, present: (row: Row) => T): Page<T>
export function pageOf<Row>(
  found: readonly Row[],
  limit: number,
  keyOf: (row: Row) => Keyset,
  present: (row: Row) => unknown = row => row,
): Page<unknown> {
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const more = found.length > limit && last !== undefined
  return { items: shown.map(present), nextCursor: more ? Buffer.from(JSON.stringify(keyOf(last))).toString('base64url') : null }
}
