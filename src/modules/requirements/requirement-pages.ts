import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import type { RequirementFilter } from './requirement-filter.js'
import { listBestMatches, listRequirementSummaries, type Order } from './requirement-list-queries.js'
import type { RequirementSummary } from './requirement-queries.js'

export type RequirementSort = 'newest' | 'closing' | 'ended' | 'match'

/** Whose requirements are sought, and by what. */
export type RequirementSearch = Omit<RequirementFilter, 'buyerId' | 'includePractice'> & { own: boolean }

export type RequirementListing = RequirementSearch & {
  sort: RequirementSort
  limit: number
  cursor?: string | undefined
}

/** What the actor may find of what is sought. */
export const filterOf = (actor: Actor | null, { own, ...search }: RequirementSearch): RequirementFilter => ({
  ...search,
  buyerId: own && actor !== null ? actor.organisationId : null,
  includePractice: actor !== null,
})

/** Without words there is no best match, and what is newest comes first. */
export function pageOfRequirements(view: Readable, actor: Actor | null, listing: RequirementListing): Promise<Page<RequirementSummary>> {
  const { limit, cursor, sort, ...search } = listing
  const filter = filterOf(actor, search)
  const { q } = filter
  if (sort === 'match' && q !== undefined) return pageOfMatches(view, { ...filter, q }, limit, cursor)
  return pageInOrder(view, filter, sort !== 'newest' && sort !== 'match' ? sort : search.own ? 'own' : 'newest', limit, cursor)
}

async function pageInOrder(
  view: Readable,
  filter: RequirementFilter,
  order: Order,
  limit: number,
  cursor: string | undefined,
): Promise<Page<RequirementSummary>> {
  const [, ...after] = readCursor(cursor, [{ exactly: order }, 'instant', 'uuid']) ?? []
  const found = await listRequirementSummaries(view, filter, order, after, limit + 1)
  return pageOf(
    found,
    limit,
    ({ sortedBy, id }) => [order, sortedBy, id],
    ({ sortedBy: _, ...summary }) => summary,
  )
}

async function pageOfMatches(
  view: Readable,
  filter: RequirementFilter & { q: string },
  limit: number,
  cursor: string | undefined,
): Promise<Page<RequirementSummary>> {
  const [, ...after] = readCursor(cursor, [{ exactly: 'match' }, 'instant', 'count', 'uuid']) ?? []
  const found = await listBestMatches(view, filter, after, limit + 1)
  return pageOf(
    found,
    limit,
    ({ weighedAt, rank, id }) => ['match', weighedAt, String(rank), id],
    ({ weighedAt: _, rank: __, ...summary }) => summary,
  )
}
