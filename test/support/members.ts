import { withParents } from '../../src/modules/memberships/domain/offer.js'
import type { Facet } from '../../src/modules/agreements/domain/filters.js'
import { newId } from '../../src/shared/ids.js'
import { anOpenAgreement } from './agreements.js'
import type { TestApp } from './test-app.js'
import type { Place } from './world.js'

export interface MemberOptions {
  /** As facet/value; what a value is a part of is added, as on admission. */
  offer?: readonly string[]
  state?: 'active' | 'suspended' | 'removed' | 'lapsed'
  size?: 'micro' | 'small' | 'medium' | 'large' | null
  newcomer?: boolean | null
  /** How long ago it was admitted, as an interval. */
  ago?: string
}

/** An open agreement with two categories, in the order of their codes. */
export async function twoCategories(test: TestApp, change: object = {}): Promise<[Place, Place]> {
  const agreementId = await anOpenAgreement(test, {
    categories: [
      { code: 'speech', title: 'Understanding speech', criteria: ['Three references.'] },
      { code: 'vision', title: 'Reading pictures', criteria: ['Three references.'] },
    ],
    ...change,
  })
  const found = await test.rows<{ id: string }>('SELECT id FROM category WHERE agreement_id = $1 ORDER BY code', [agreementId])
  const [first, second] = found.map(({ id }) => ({ agreementId, categoryId: id }))
  if (first === undefined || second === undefined) throw new Error('The agreement has no two categories.')
  return [first, second]
}

/** A new supplier, straight into the database; answers its id. */
export async function aSupplierNamed(test: TestApp, name: string): Promise<string> {
  const id = newId()
  await test.rows(`INSERT INTO organisation (id, kind, name) VALUES ($1, 'supplier', $2)`, [id, name])
  return id
}

/** Makes a supplier a member, as admission would; answers the membership's id. */
export async function joins(
  test: TestApp,
  supplierId: string,
  { agreementId, categoryId }: Place,
  { offer = [], state = 'active', size = null, newcomer = null, ago = '0' }: MemberOptions = {},
): Promise<string> {
  const id = newId()
  const [filters] = await test.rows<{ facets: Facet[] }>('SELECT facets FROM filter_edition ORDER BY number DESC LIMIT 1')
  await test.rows(
    `INSERT INTO membership (id, agreement_id, category_id, supplier_id, state, since, offer, supplier_size, newcomer, admitted_at)
     VALUES ($1, $2, $3, $4, $5, market_now(), $6, $7, $8, market_now() - $9::interval)`,
    [id, agreementId, categoryId, supplierId, state, withParents(offer, filters?.facets ?? []), size, newcomer, ago],
  )
  return id
}

/** A new supplier that is a member; answers its id. */
export async function aMember(test: TestApp, name: string, place: Place, options: MemberOptions = {}): Promise<string> {
  const id = await aSupplierNamed(test, name)
  await joins(test, id, place, options)
  return id
}

/** The last day of the month that it was so long ago. */
export async function endOfMonth(test: TestApp, ago: string): Promise<string> {
  const [row] = await test.rows<{ day: string }>(
    `SELECT (date_trunc('month', (market_now() - $1::interval) AT TIME ZONE 'Europe/London') + interval '1 month - 1 day')::date::text AS day`,
    [ago],
  )
  return String(row?.day)
}

/** What becomes of the membership of a supplier just now, and that it offered Wales when it was admitted, as the product writes it. */
export async function changedNow(
  test: TestApp,
  supplierId: string,
  kind: 'suspended' | 'offer',
  offer: string[] | null = null,
): Promise<void> {
  const state = kind === 'suspended' ? kind : 'active'
  await test.rows('UPDATE membership SET state = $2, offer = coalesce($3, offer) WHERE supplier_id = $1', [supplierId, state, offer])
  await test.rows(
    `INSERT INTO membership_change (id, membership_id, supplier_id, kind, ground, reason, offer, changed_at)
     SELECT gen_random_uuid(), id, supplier_id, kind, CASE kind WHEN 'suspended' THEN 'incident-examined' END, CASE kind WHEN 'suspended' THEN 'x' END, given, at
     FROM membership, (VALUES ($2, $3::text[], market_now()), ('admitted', '{location/wales}', market_now() - interval '100 days')) AS change (kind, given, at)
     WHERE supplier_id = $1`,
    [supplierId, kind, offer],
  )
}

/** Very many members of a category, each offering a sector and a region or two, one in a thousand also defence. */
export const MANY_MEMBERS = `
  WITH made AS (
    INSERT INTO organisation (id, kind, name)
    SELECT gen_random_uuid(), 'supplier', 'Firm ' || md5(n::text) FROM generate_series(1, $3::int) n RETURNING id, name)
  INSERT INTO membership (id, agreement_id, category_id, supplier_id, state, admitted_at, offer, supplier_size, newcomer)
  SELECT gen_random_uuid(), $1, $2, id, 'active', market_now() - interval '40 days',
         ARRAY['location/' || (ARRAY['london', 'wales', 'scotland'])[1 + get_byte(decode(md5(name), 'hex'), 0) % 3],
               'sector/' || CASE WHEN ('x' || left(md5(name), 6))::bit(24)::int % 1000 = 0 THEN 'defence' ELSE 'health' END],
         'small', true
  FROM made`
