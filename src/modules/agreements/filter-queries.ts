import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Facet } from './domain/filters.js'

export interface FilterEdition {
  id: string
  number: number
  facets: Facet[]
  reason: string
  publishedAt: Instant
}

/** With who published it, for officers. */
export interface FilterEditionRecord extends Omit<FilterEdition, 'id' | 'facets'> {
  publishedBy: string | null
}

const EDITION = 'SELECT f.id, f.number, f.facets, f.reason, f.published_at AS "publishedAt" FROM filter_edition f'

/** The edition in force: the newest. */
export async function currentFilters(view: Readable): Promise<FilterEdition> {
  const newest = await firstRow<FilterEdition>(view, `${EDITION} ORDER BY f.number DESC LIMIT 1`)
  if (newest === null) throw new NotFound('edition of the filters')
  return newest
}

export async function getFilters(view: Readable, number: number): Promise<FilterEdition> {
  const edition = await firstRow<FilterEdition>(view, `${EDITION} WHERE f.number = $1`, [number])
  if (edition === null) throw new NotFound('edition of the filters')
  return edition
}

/** The newest first. */
export const listFilterEditions = (view: Readable, most: number): Promise<FilterEditionRecord[]> =>
  rows<FilterEditionRecord>(
    view,
    `SELECT f.number, f.reason, f.published_at AS "publishedAt", p.name AS "publishedBy"
     FROM filter_edition f LEFT JOIN person p ON p.id = f.published_by ORDER BY f.number DESC LIMIT $1`,
    [most],
  )

/** Adds the next edition; false where somebody else did meanwhile. */
export async function insertFilters(
  tx: Tx,
  { id, number, facets, reason }: Omit<FilterEdition, 'publishedAt'>,
  personId: string,
): Promise<boolean> {
  const added = await rows(
    tx,
    `INSERT INTO filter_edition (id, number, facets, reason, published_by, published_at) VALUES ($5, $1, $2, $3, $4, market_now())
     ON CONFLICT (number) DO NOTHING RETURNING number`,
    [number, JSON.stringify(facets), reason, personId, id],
  )
  return added.length > 0
}
