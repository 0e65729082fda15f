import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'

/** Which suppliers are sought. One membership of a supplier must fit all of it. */
export interface DirectoryFilter {
  agreementId?: string | undefined
  categoryId?: string | undefined
  /** As facet/value: a supplier is found by all of them together. */
  offers?: readonly string[] | undefined
  /** A part of the name; case, marks over letters and punctuation do not matter. */
  name?: string | undefined
}

/** What everybody may know of an active membership. */
export interface ListedMembership {
  agreementId: string
  agreementReference: string
  agreementName: string
  categoryId: string
  categoryTitle: string
  /** When it was admitted: a suspension that was lifted leaves no trace here. */
  since: Instant
  /** As facet/value, with what a value is a part of. */
  offer: string[]
}

export interface ListedSupplier {
  id: string
  name: string
  memberships: ListedMembership[]
}

/** With the identifiers of public registers. */
export interface SupplierRecord extends ListedSupplier {
  companiesHouseNumber: string | null
  ppon: string | null
}

/**
 * SQL: the agreements whose members are public, read once for a statement. A membership `m` that is kept as active and is of one of them is active
 * by the clock (STANDING_NOW).
 */
export const RUNNING = `running AS MATERIALIZED (
  SELECT a.id, a.reference, a.name FROM agreement a WHERE a.state = 'open' AND a.valid_until > market_now() AND NOT a.practice)`

/** Those of supplier `o`, as JSON. */
const MEMBERSHIPS = `
  (SELECT json_agg(json_build_object(
            'agreementId', a.id, 'agreementReference', a.reference, 'agreementName', a.name, 'categoryId', c.id, 'categoryTitle', c.title,
            'since', to_char(m.admitted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'offer', m.offer) ORDER BY a.reference, c.code, m.id)
   FROM membership m JOIN running a ON a.id = m.agreement_id JOIN category c ON c.id = m.category_id
   WHERE m.supplier_id = o.id AND m.state = 'active') AS memberships`

/** What names are sorted and sought by. */
const KEY = 'letters_of_name(o.name)'

/** What a supplier `o` has to fulfil; `parameters` come first in the statement. */
function conditionsOf({ agreementId, categoryId, offers, name }: DirectoryFilter, ...first: unknown[]) {
  const parameters = [...first]
  const place = (value: unknown): string => `$${parameters.push(value)}`
  const member = [`m.supplier_id = o.id`, `m.state = 'active'`, 'm.agreement_id IN (SELECT id FROM running)']
  if (agreementId !== undefined) member.push(`m.agreement_id = ${place(agreementId)}`)
  if (categoryId !== undefined) member.push(`m.category_id = ${place(categoryId)}`)
  if (offers !== undefined && offers.length > 0) member.push(`m.offer @> ${place(offers)}::text[]`)
  const where = [`o.kind = 'supplier'`, `EXISTS (SELECT FROM membership m WHERE ${member.join(' AND ')})`]
  if (name !== undefined) {
    const sought = `letters_of_name(${place(name)})`
    where.push(`${sought} <> '' AND ${KEY} LIKE '%' || ${sought} || '%'`)
  }
  return { where, parameters }
}

/** By name; `after` is the supplier before the page, or null. */
export function listSuppliers(view: Readable, filter: DirectoryFilter, after: string | null, limit: number): Promise<ListedSupplier[]> {
  const { where, parameters } = conditionsOf(filter, limit)
  if (after !== null) {
    const place = `$${parameters.push(after)}::uuid`
    where.push(`(${KEY} COLLATE "C", o.id) > ((SELECT letters_of_name(name) FROM organisation WHERE id = ${place}) COLLATE "C", ${place})`)
  }
  return rows<ListedSupplier>(
    view,
    `WITH ${RUNNING},
     page AS MATERIALIZED (
       SELECT o.id, o.name, ${KEY} AS key FROM organisation o WHERE ${where.join(' AND ')} ORDER BY ${KEY} COLLATE "C", o.id LIMIT $1)
     SELECT o.id, o.name, ${MEMBERSHIPS} FROM page o ORDER BY o.key COLLATE "C", o.id`,
    parameters,
  )
}

/** Nobody counts further by eye, and the database needs not either. */
const COUNTED = 1_000

export interface SupplierCount {
  count: number
  /** Whether there are more than were counted. */
  isMore: boolean
}

export async function countSuppliers(view: Readable, filter: DirectoryFilter): Promise<SupplierCount> {
  const { where, parameters } = conditionsOf(filter)
  const { found } = await oneRow<{ found: number }>(
    view,
    `WITH ${RUNNING} SELECT count(*)::integer AS found
     FROM (SELECT FROM organisation o WHERE ${where.join(' AND ')} LIMIT ${COUNTED + 1}) counted`,
    parameters,
  )
  return { count: Math.min(found, COUNTED), isMore: found > COUNTED }
}

/** Null for whoever has no active membership, whether or not it ever had one. */
export const findSupplier = (view: Readable, id: string): Promise<SupplierRecord | null> =>
  firstRow<SupplierRecord>(
    view,
    `WITH ${RUNNING}
     SELECT * FROM (
       SELECT o.id, o.name, o.companies_house_number AS "companiesHouseNumber", o.ppon, ${MEMBERSHIPS}
       FROM organisation o WHERE o.id = $1 AND o.kind = 'supplier') found
     WHERE memberships IS NOT NULL`,
    [id],
  )
