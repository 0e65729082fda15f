import { oneRow } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { Refused } from '../../shared/domain/errors.js'
import type { Facet } from '../agreements/domain/filters.js'
import { currentFilters, getFilters } from '../agreements/filter-queries.js'
import { tokenInWords, unknownTokens } from './domain/offer.js'

/** The facets of the agreement, as the filters are now or were in an edition. */
export async function facetsOf(view: Readable, agreementId: string, edition: number | null = null): Promise<Facet[]> {
  const { facets } = edition === null ? await currentFilters(view) : await getFilters(view, edition)
  const { keys } = await oneRow<{ keys: string[] }>(view, 'SELECT facets AS keys FROM agreement WHERE id = $1', [agreementId])
  return facets.filter(({ key }) => keys.includes(key))
}

/** Values that were chosen before may stay. */
export function refuseUnknownValues(tokens: readonly string[], facets: readonly Facet[], kept: readonly string[]): void {
  const unknown = unknownTokens(tokens, facets, kept)
  if (unknown.length === 0) return
  throw new Refused(
    'filter-value-unknown',
    'Something that is chosen of the filters is not offered any more. Choose again.',
    unknown.map(token => ({
      pointer: '/offer',
      code: 'filter-value-unknown',
      detail: `${tokenInWords(token, facets)} is not offered any more. Choose again.`,
    })),
  )
}

export class NothingOffered extends Refused {
  constructor() {
    const detail = 'Choose at least one value of the filters: whoever offers nothing is invited to nothing.'
    super('offer-missing', detail, [{ pointer: '/offer', code: 'missing', detail }])
  }
}
