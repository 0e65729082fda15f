import type { Json, TableRow } from './json.js'

/** What was found: hidden questions have no value, and nobody may conclude anything from them. */
export interface Reading {
  readonly hidden: boolean
  /** Whether nothing at all was answered there. */
  readonly blank: boolean
  /** Whether some cells of a column are blank, so that the list is not all there is. */
  readonly partial?: boolean
  readonly value: Json
  /** The rows of a table, where a condition is asked of each. */
  readonly rows?: readonly RowAt[]
}

/** What was read already, each under the number that `remembered` gave it. */
export type Readings = (Reading | undefined)[]

/** The row a condition is asked of, inside the row of an outer table where there is one. */
export interface RowAt {
  readonly cells: TableRow
  readonly readings: Readings
  readonly outer: RowAt | null
}
