import { newId } from '../../src/shared/ids.js'
import { anOpenAgreement } from './agreements.js'
import type { Player, TestApp } from './test-app.js'
import { aDraft, eventsHandled, placeIn } from './world.js'

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

/** Rounds of a published requirement in which nobody was invited, after the first. */
export const emptyRounds = (test: TestApp, requirementId: string, count: number): Promise<unknown> =>
  test.rows(
    `INSERT INTO invitation_round
     SELECT gen_random_uuid(), requirement_id, number + extra, 'extended', tokens, filter_edition, category_ids, '{}', sha256(''::bytea), invited_at
     FROM invitation_round CROSS JOIN generate_series(1, $2) extra WHERE requirement_id = $1 AND number = 1`,
    [requirementId, count],
  )

export const DAY = 86_400

interface Listed {
  items: { supplierName: string; membershipId: string; lacking?: string[]; isSuspended?: boolean }[]
}

interface Rounds {
  items: { number: number; reason: string; count: number; hash: string; invitedAt: string; written: number; isProven: boolean }[]
  nextCursor: string | null
  total: number
  waiting: number
}

/** What tests of shortlists do and look at. */
export function shortlistsOf(test: () => TestApp) {
  /** A draft under the agreement of the demonstration, open for so many days. */
  const draft = async (days = 14): Promise<string> => {
    const { agreementId, categoryId } = await placeIn(test(), 'AI-DPS-1')
    return (await aDraft(test(), { agreementId, categoryIds: [categoryId], closesIn: days * DAY })).id
  }

  const approve = async (id: string): Promise<void> => {
    const { headers } = await test().api('buyer-author').post(`/requirements/${id}/submit-for-approval`).expect(200)
    await test().api('buyer-approver').post(`/requirements/${id}/approve`).set('If-Match', String(headers['etag'])).expect(200)
  }

  const publish = (id: string) => test().api('buyer-author').post(`/requirements/${id}/publish`)

  const published = async (id: string): Promise<string> => {
    await approve(id)
    await publish(id).expect(200)
    return id
  }

  const listed = async (id: string, which: 'matching' | 'others', query = ''): Promise<Listed['items']> =>
    ((await test().api('buyer-author').get(`/requirements/${id}/shortlist/${which}${query}`).expect(200)).body as Listed).items

  const names = async (id: string, which: 'matching' | 'others' = 'matching') =>
    (await listed(id, which)).map(({ supplierName }) => supplierName)

  const rounds = async (id: string): Promise<Rounds> => {
    await eventsHandled(test())
    return (await test().api('buyer-author').get(`/requirements/${id}/invitation-rounds`).expect(200)).body as Rounds
  }

  const invited = async (id: string): Promise<string[]> => {
    await eventsHandled(test())
    const found = await test().rows<{ name: string }>(
      'SELECT o.name FROM invitation i JOIN organisation o ON o.id = i.supplier_id WHERE i.requirement_id = $1 ORDER BY 1',
      [id],
    )
    return found.map(({ name }) => name)
  }

  /** An agreement under the new law, whose first category is the one. */
  const underTheNewLaw = async (): Promise<{ agreementId: string; categoryId: string }> => {
    const agreementId = await anOpenAgreement(test(), { regime: 'pa2023-dynamic-market', initialWindowDays: 0, minimumTenderDays: 10 })
    const [category] = await test().rows<{ id: string }>('SELECT id FROM category WHERE agreement_id = $1', [agreementId])
    return { agreementId, categoryId: String(category?.id) }
  }

  return { draft, approve, publish, published, listed, names, rounds, invited, underTheNewLaw }
}
