import { firstRow } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Facet } from '../agreements/domain/filters.js'
import { currentFilters, getFilters } from '../agreements/filter-queries.js'
import type { Application } from './application-queries.js'

/** The facets that an application chooses from: as the filters are now, or were when it was received. */
export async function facetsOf(
  view: Readable,
  { agreementId, filterEdition }: Pick<Application, 'agreementId' | 'filterEdition'>,
): Promise<Facet[]> {
  const { facets } = filterEdition === null ? await currentFilters(view) : await getFilters(view, filterEdition)
  const found = await firstRow<{ keys: string[] }>(view, 'SELECT facets AS keys FROM agreement WHERE id = $1', [agreementId])
  return facets.filter(({ key }) => found?.keys.includes(key))
}
