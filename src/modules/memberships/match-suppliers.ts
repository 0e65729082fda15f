import { oneRow, rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { IS_ACTIVE_NOW, IS_STANDING_NOW } from './membership-queries.js'

/** Whom a buyer seeks: members of any of the categories who offer all that is chosen, within a facet and across facets. */
export interface Sought {
  categoryIds: readonly string[]
  /** As facet/value; none where everybody in the categories is sought. */
  tokens: readonly string[]
}

/**
 * SQL: the memberships by which suppliers match now, where `categories` and `tokens` are SQL for both. A supplier matches by one membership that
 * has all tokens; of several it is listed once for each.
 */
export const matchingMemberships = (categories: string, tokens: string): string => `
  SELECT m.supplier_id, m.id AS membership_id, m.category_id, m.admitted_at
  FROM membership m JOIN agreement a ON a.id = m.agreement_id
  WHERE m.category_id = ANY(${categories}) AND ${IS_ACTIVE_NOW} AND m.offer @> ${tokens}`

const MATCHING = matchingMemberships('$1::uuid[]', '$2::text[]')

/** A supplier with the membership that it matches by: of several the oldest. */
export interface MatchingSupplier {
  supplierId: string
  supplierName: string
  companiesHouseNumber: string | null
  ppon: string | null
  duns: string | null
  membershipId: string
  categoryId: string
  categoryTitle: string
  admittedAt: Instant
}

/** By name; a page starts behind the supplier that its cursor names. */
const AFTER = `($3::uuid IS NULL OR (lower(s.name), s.id) > (SELECT lower(name), id FROM organisation WHERE id = $3))`

const BY_NAME = 'ORDER BY lower(s.name), s.id LIMIT $4'

const IDENTIFIERS = 's.companies_house_number AS "companiesHouseNumber", s.ppon, s.duns'

/** Who matches now, by name. */
export async function pageOfMatching(
  view: Readable,
  { categoryIds, tokens }: Sought,
  limit: number,
  cursor?: string,
): Promise<Page<MatchingSupplier>> {
  const found = await rows<MatchingSupplier>(
    view,
    `SELECT s.id AS "supplierId", s.name AS "supplierName", ${IDENTIFIERS}, best.membership_id AS "membershipId", best.category_id AS "categoryId",
            c.title AS "categoryTitle", best.admitted_at AS "admittedAt"
     FROM (SELECT DISTINCT ON (matching.supplier_id) matching.* FROM (${MATCHING}) matching
           ORDER BY matching.supplier_id, matching.admitted_at, matching.membership_id) best
     JOIN organisation s ON s.id = best.supplier_id JOIN category c ON c.id = best.category_id
     WHERE ${AFTER} ${BY_NAME}`,
    [categoryIds, tokens, after(cursor), limit + 1],
  )
  return pageOf(found, limit, ({ supplierId }) => [supplierId])
}

/** A member of the categories that does not match, by the membership that comes nearest. */
export interface OtherMember {
  supplierId: string
  supplierName: string
  companiesHouseNumber: string | null
  ppon: string | null
  duns: string | null
  membershipId: string
  categoryId: string
  categoryTitle: string
  isSuspended: boolean
  offer: string[]
}

const OTHERS = `
  SELECT m.supplier_id, m.id AS membership_id, m.category_id, m.state = 'suspended' AS is_suspended, m.offer,
         cardinality(ARRAY(SELECT unnest($2::text[]) EXCEPT SELECT unnest(m.offer))) AS lacking
  FROM membership m JOIN agreement a ON a.id = m.agreement_id
  WHERE m.category_id = ANY($1) AND ${IS_STANDING_NOW}
    AND NOT EXISTS (SELECT FROM (${MATCHING}) matching WHERE matching.supplier_id = m.supplier_id)`

/** Members of the categories that do not match, active or suspended, by name. */
export async function pageOfOthers(
  view: Readable,
  { categoryIds, tokens }: Sought,
  limit: number,
  cursor?: string,
): Promise<Page<OtherMember>> {
  const found = await rows<OtherMember>(
    view,
    `SELECT s.id AS "supplierId", s.name AS "supplierName", ${IDENTIFIERS}, nearest.membership_id AS "membershipId", nearest.category_id AS "categoryId",
            c.title AS "categoryTitle", nearest.is_suspended AS "isSuspended", nearest.offer
     FROM (SELECT DISTINCT ON (other.supplier_id) other.* FROM (${OTHERS}) other
           ORDER BY other.supplier_id, other.lacking, other.is_suspended, other.membership_id) nearest
     JOIN organisation s ON s.id = nearest.supplier_id JOIN category c ON c.id = nearest.category_id
     WHERE ${AFTER} ${BY_NAME}`,
    [categoryIds, tokens, after(cursor), limit + 1],
  )
  return pageOf(found, limit, ({ supplierId }) => [supplierId])
}

const after = (cursor: string | undefined): string | null => readCursor(cursor, ['uuid'])?.[0] ?? null

/** How many match, and how many members of the categories do not. */
export const countMatching = (view: Readable, { categoryIds, tokens }: Sought): Promise<{ matching: number; others: number }> =>
  oneRow(
    view,
    `SELECT (SELECT count(DISTINCT supplier_id)::int FROM (${MATCHING}) matching) AS matching,
            (SELECT count(DISTINCT supplier_id)::int FROM (${OTHERS}) other) AS others`,
    [categoryIds, tokens],
  )

/** A supplier's ids and name, where a list of them changed. */
export interface NamedSupplier {
  supplierId: string
  supplierName: string
}

/** How a list of suppliers that was seen before stands to who matches now. */
export interface ListDifference {
  /** SHA-256 of the ids of who matches now, sorted, one on each line. */
  hash: string
  matching: number
  added: NamedSupplier[]
  gone: NamedSupplier[]
}

/** What changed since a list was made. */
export const differenceFrom = (view: Readable, { categoryIds, tokens }: Sought, before: readonly string[]): Promise<ListDifference> =>
  oneRow<ListDifference>(
    view,
    `WITH live AS (SELECT coalesce(array_agg(DISTINCT supplier_id ORDER BY supplier_id), '{}') AS ids FROM (${MATCHING}) matching)
     SELECT encode(sha256(convert_to(array_to_string(live.ids, E'\\n'), 'UTF8')), 'hex') AS hash, cardinality(live.ids) AS matching,
            ${named('SELECT unnest(live.ids) EXCEPT SELECT unnest($3::uuid[])')} AS added,
            ${named('SELECT unnest($3::uuid[]) EXCEPT SELECT unnest(live.ids)')} AS gone
     FROM live`,
    [categoryIds, tokens, before],
  )

const named = (ids: string): string => `
  (SELECT coalesce(json_agg(json_build_object('supplierId', s.id, 'supplierName', s.name) ORDER BY lower(s.name), s.id), '[]')
   FROM organisation s WHERE s.id IN (${ids}))`
