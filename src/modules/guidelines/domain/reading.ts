import type { Json } from './json.js'

/** What was found: hidden questions have no value, and nobody may conclude anything from them. */
export interface Reading {
  readonly hidden: boolean
  /** Whether nothing at all was answered there. */
  readonly blank: boolean
  /** Whether some cells of a column are blank, so that the list is not all there is. */
  readonly partial?: boolean
  readonly value: Json
}
