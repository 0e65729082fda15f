import { newId } from '../../src/shared/ids.js'
import type { Player, TestApp } from './test-app.js'
import { placeIn } from './world.js'

/** A supplier that is a member of a category of an agreement. */
interface Joined {
  supplierId: string
  membershipId: string
}

interface Joining {
  offer?: readonly string[]
  state?: 'active' | 'suspended'
  /** Whether it is told of as an admission, as the product does. */
  told?: boolean
  agreement?: 'AI-DPS-1' | 'PRACTICE'
}

/** A new supplier in the category for data and analytics, straight into the database. */
export async function joined(
  test: TestApp,
  name: string,
  { offer = [], state = 'active', told = false, agreement = 'AI-DPS-1' }: Joining = {},
): Promise<Joined> {
  const [supplierId, membershipId] = [newId(), newId()]
  const { agreementId, categoryId } = await placeIn(test, agreement)
  await test.rows(
    `WITH supplier AS (INSERT INTO organisation (id, kind, name, companies_house_number) VALUES ($1, 'supplier', $2, NULL)),
          member AS (INSERT INTO membership (id, agreement_id, category_id, supplier_id, state, offer) VALUES ($3, $4, $5, $1, $6, $7))
     INSERT INTO outbox_event (id, type, payload)
     SELECT $8, 'membership.admitted', jsonb_build_object('membershipId', $3::uuid, 'supplierId', $1::uuid, 'categoryId', $5::uuid) WHERE $9`,
    [supplierId, name, membershipId, agreementId, categoryId, state, offer, newId(), told],
  )
  return { supplierId, membershipId }
}

/** Chooses filters for a draft, under a name of its own unless one is given. */
export async function choose(
  test: TestApp,
  requirementId: string,
  filters: Readonly<Record<string, readonly string[]>>,
  name: string = newId(),
  player: Player = 'buyer-author',
) {
  const { headers } = await test.api(player).get(`/requirements/${requirementId}/shortlist`).expect(200)
  return test.api(player).put(`/requirements/${requirementId}/shortlist`).set('If-Match', String(headers['etag'])).send({ name, filters })
}

/** Leaves a later run of the shortlist whose days are over. */
export const letGoStale = (test: TestApp, requirementId: string): Promise<unknown> =>
  test.rows(
    `INSERT INTO shortlist_run
     SELECT requirement_id, number + 1, tokens, filter_edition, category_ids, supplier_ids, hash, '2020-01-03', last_day_by, run_by, run_at
     FROM shortlist_run WHERE requirement_id = $1 ORDER BY number DESC LIMIT 1`,
    [requirementId],
  )
