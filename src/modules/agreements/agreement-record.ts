import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { type Agreement, getAgreement } from './agreements.service.js'
import { type Facet } from './domain/filters.js'
import { currentFilters } from './filter-queries.js'

export interface Criterion {
  id: string
  number: number
  text: string
}

export interface CategoryWithCriteria {
  id: string
  code: string
  title: string
  criteria: Criterion[]
}

/** What became of an open agreement. */
export interface AgreementChange {
  /** The revision of the agreement from then on. */
  revision: number
  kind: 'validity' | 'levy' | 'closed' | 'terminated'
  validUntilBefore: Instant | null
  validUntilAfter: Instant | null
  reason: string
  changedAt: Instant
}

/** All that is public of one agreement. */
export interface AgreementRecord extends Agreement {
  terms: string
  categories: CategoryWithCriteria[]
  /** Its facets as the filters are now, retired values included. */
  filters: Facet[]
  /** The latest first: all, or those of the page that was asked for. */
  changes: AgreementChange[]
  /** Where the earlier ones begin; null where these are the first that there were. */
  changesCursor: string | null
}

const PARTS = `
  SELECT a.terms, a.facets,
    (SELECT coalesce(json_agg(json_build_object('id', c.id, 'code', c.code, 'title', c.title, 'criteria',
        (SELECT coalesce(json_agg(json_build_object('id', s.id, 'number', s.number, 'text', s.text) ORDER BY s.number), '[]')
         FROM selection_criterion s WHERE s.category_id = c.id)) ORDER BY c.code), '[]')
     FROM category c WHERE c.agreement_id = a.id) AS categories
  FROM agreement a WHERE a.id = $1`

const CHANGES = `
  SELECT revision, kind, old_valid_until AS "validUntilBefore", new_valid_until AS "validUntilAfter", reason, changed_at AS "changedAt"
  FROM agreement_change WHERE agreement_id = $1 AND ($2::int IS NULL OR revision < $2) ORDER BY revision DESC LIMIT $3`

/** So many changes stand in the record itself; all of them are listed by pages. */
const SHOWN = 25

/** What became of an agreement, the latest first. */
export async function listAgreementChanges(view: Readable, id: string, limit: number, cursor?: string): Promise<Page<AgreementChange>> {
  const [before = null] = readCursor(cursor, ['number']) ?? []
  const found = await rows<AgreementChange>(view, CHANGES, [id, before, limit + 1])
  return pageOf(found, limit, ({ revision }) => [String(revision)])
}

/** The agreement with its criteria, filters and changes, from the latest or from where a page of them begins; or NotFound. */
export async function getAgreementRecord(view: Readable, id: string, cursor?: string): Promise<AgreementRecord> {
  const [agreement, parts, { facets }, changes] = await Promise.all([
    getAgreement(view, id),
    firstRow<Pick<AgreementRecord, 'terms' | 'categories'> & { facets: string[] }>(view, PARTS, [id]),
    currentFilters(view),
    listAgreementChanges(view, id, SHOWN, cursor),
  ])
  if (parts === null) throw new NotFound('agreement')
  const filters = facets.filter(({ key }) => parts.facets.includes(key))
  return {
    ...agreement,
    terms: parts.terms,
    categories: parts.categories,
    filters,
    changes: changes.items,
    changesCursor: changes.nextCursor,
  }
}
