import { listAnswersById } from '../../src/modules/library/library-queries.js'
import { pinAnswers, readPinnedHash } from '../../src/modules/applications/pinned-answers.js'
import { admitMember } from '../../src/modules/memberships/admit-member.js'
import { UnitOfWork } from '../../src/shared/database/unit-of-work.js'
import { SYSTEM } from '../../src/shared/domain/actor.js'
import { anActor } from '../../src/shared/domain/an-actor.fixture.js'
import { newId } from '../../src/shared/ids.js'
import { ON_A_PAGE } from '../../src/web/pages/paging.js'
import { Sealing } from '../../src/shared/sealing.js'
import { anOpenAgreement } from './agreements.js'
import type { Newcomer, Player, TestApp } from './test-app.js'

export interface Member {
  id: string
  agreementId: string
  categoryId: string
  applicationId: string
  supplierId: string
}

/** A membership as the API tells of it. */
export interface Told {
  state: string
  revision: number
  offer: Record<string, string[]>
  changes: { kind: string; ground: string | null; reason: string | null; changedByName: string | null }[]
  changesCursor: string | null
  removals: Record<string, unknown>[]
  reviews: { id: string; kind: string; question: string | null; outcome: string | null }[]
  expiring: { question: string; within: number }[]
}

export const AN_OFFER = ['location/london', 'scope/end-to-end-partnership']

interface Admitted {
  as?: 'supplier-admin' | 'rival-admin' | Newcomer
  agreement?: object
  offer?: readonly string[]
  /** Answers of the library that officers were given; all that the supplier has where it is left out. */
  answers?: readonly string[]
}

/** A supplier admitted to the one category of a new agreement, with what its library holds pinned in its application. */
export async function aMember(
  test: TestApp,
  { as = 'supplier-admin', agreement = {}, offer = AN_OFFER, answers }: Admitted = {},
): Promise<Member> {
  const agreementId = await anOpenAgreement(test, agreement)
  const [facts] = await test.rows<{ categoryId: string; supplierId: string; supplierPerson: string; officer: string; edition: number }>(
    `SELECT c.id AS "categoryId", g.organisation_id AS "supplierId", p.id AS "supplierPerson",
            (SELECT id FROM person WHERE email = 'procurement-officer@example.test') AS officer, (SELECT max(number) FROM filter_edition) AS edition
     FROM category c, person p JOIN role_grant g ON g.person_id = p.id AND g.organisation_kind = 'supplier'
     WHERE c.agreement_id = $1 AND p.email = $2 LIMIT 1`,
    [agreementId, `${as}@example.test`],
  )
  if (facts === undefined) throw new Error(`There is no supplier of ${as}.`)
  const { categoryId, supplierId, supplierPerson, officer, edition } = facts
  const applicationId = newId()
  await test.rows(
    `INSERT INTO application (id, agreement_id, category_id, supplier_id, state, revision, offer, started_by, started_at, submitted_by, received_at, declared_as,
                              question_set, filter_edition, due_on, due_by, officer_id, claimed_at, decided_by, decided_at)
     VALUES ($1, $2, $3, $4, 'admitted', 3, $5, $6, market_now(), $6, market_now(), 'Director', 'selection 1.0.0', $7, current_date + 14, '{}', $8, market_now(), $8,
             market_now())`,
    [applicationId, agreementId, categoryId, supplierId, offer, supplierPerson, edition, officer],
  )
  const ids =
    answers ?? (await test.rows<{ id: string }>('SELECT id FROM library_answer WHERE supplier_id = $1', [supplierId])).map(({ id }) => id)
  const sealing = test.app.get(Sealing, { strict: false })
  const id = await test.app.get(UnitOfWork).run(SYSTEM, async tx => {
    await pinAnswers(tx, sealing, { id: applicationId, supplierId }, await listAnswersById(tx, sealing, ids), 'submitted')
    const actor = anActor({ personId: officer })
    const answersHash = await readPinnedHash(tx, applicationId)
    return admitMember(tx, actor, { applicationId, answersHash, agreementId, categoryId, supplierId, offer, size: 'small' })
  })
  return { id, agreementId, categoryId, applicationId, supplierId }
}

/** Officers say that they have no interest in a supplier. */
export async function declareNoInterest(test: TestApp, supplierId: string, ...officers: (Player | Newcomer)[]): Promise<void> {
  for (const officer of officers)
    await test.api(officer).post(`/suppliers/${supplierId}/interest-declarations`).send({ hasInterest: false, details: '' }).expect(204)
}

/** An act on a membership as it stands now, for whoever reads it first. */
export async function act(test: TestApp, player: Player | Newcomer, id: string, verb: string, body: object) {
  const { headers } = await test.api(player).get(`/memberships/${id}`).expect(200)
  return test.api(player).post(`/memberships/${id}/${verb}`).set('If-Match', String(headers['etag'])).send(body)
}

export const A_SUSPENSION = { ground: 'invitations-unanswered', reason: 'Eight of ten invitations were left unanswered.' }

/** A day so many days from now in London. */
export async function dayIn(test: TestApp, days: number): Promise<string> {
  const [row] = await test.rows<{ day: string }>(`SELECT ((market_now() AT TIME ZONE 'Europe/London')::date + $1::int)::text AS day`, [
    days,
  ])
  return String(row?.day)
}

/** Moves the clock by so many days of London, whose clocks may go forward or back meanwhile: in the last hour of a day that would be another day. */
export async function daysPass(test: TestApp, days: number): Promise<void> {
  const [row] = await test.rows<{ seconds: number }>(
    `SELECT extract(epoch FROM (now AT TIME ZONE 'Europe/London' + make_interval(days => $1)) AT TIME ZONE 'Europe/London' - now)::float8 AS seconds
     FROM (SELECT market_now() AS now OFFSET 0) clock`,
    [days],
  )
  await test.moveClock(`${String(row?.seconds)} seconds`)
}

/** Moves the clock to the day after one, however many days that are: days to reply by are working days. */
export const dayIsOver = async (test: TestApp, day: string): Promise<void> =>
  daysPass(test, (Date.parse(day) - Date.parse(await dayIn(test, 0))) / 86_400_000 + 1)

/** The same, and everybody of the operator has declared to have no interest in it. */
export async function aKnownMember(test: TestApp, options: Admitted = {}): Promise<Member> {
  const member = await aMember(test, { answers: [], ...options })
  await declareNoInterest(test, member.supplierId, 'procurement-officer', 'second-officer', 'senior-officer', 'auditor')
  return member
}

export async function aSuspendedMember(test: TestApp): Promise<string> {
  const { id } = await aKnownMember(test)
  await act(test, 'procurement-officer', id, 'suspend', A_SUSPENSION)
  return id
}

/** One that the procurement officer gave notice of, and whose supplier has not replied; the day for that lies ahead. */
export async function aNoticedMember(test: TestApp, ground = 'conditions-unmet', options: Admitted = {}): Promise<string> {
  const { id } = await aKnownMember(test, options)
  await act(test, 'procurement-officer', id, 'removal', { ground, evidence: 'A court found so.', replyBy: await dayIn(test, 10) })
  return id
}

/** An incident that the supplier told of. */
export async function aReview(test: TestApp): Promise<string> {
  const { id } = await aKnownMember(test)
  const incident = { account: 'It told residents the wrong hours.', happenedOn: await dayIn(test, -3), product: 'Reader 3.1' }
  await test.api('supplier-admin').post(`/memberships/${id}/incidents`).send(incident).expect(204)
  const [review] = await test.rows<{ id: string }>('SELECT id FROM membership_review WHERE membership_id = $1', [id])
  return String(review?.id)
}

/** When an agreement ended: on its last day, or when somebody ended it before that. */
export async function endOf(test: TestApp, agreementId: string): Promise<string> {
  const [ended] = await test.rows<{ at: string }>(
    `SELECT to_char(coalesce((SELECT k.changed_at FROM agreement_change k WHERE k.agreement_id = a.id AND k.kind = a.state), a.valid_until)
             AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at FROM agreement a WHERE a.id = $1`,
    [agreementId],
  )
  return String(ended?.at)
}

/** Changes of the offer of a membership, one a second before it was admitted. */
export const manyChanges = (test: TestApp, membershipId: string, count: number): Promise<unknown> =>
  test.rows(
    `INSERT INTO membership_change (id, membership_id, supplier_id, kind, offer, changed_at)
     SELECT gen_random_uuid(), id, supplier_id, 'offer', offer, admitted_at - make_interval(secs => earlier) FROM membership, generate_series(1, $2) earlier WHERE id = $1`,
    [membershipId, count],
  )

/** As many memberships and reviews more as a page shows, like these. */
export async function moreThanAPage(test: TestApp, membershipId: string, reviewId: string): Promise<void> {
  await test.rows(
    `INSERT INTO membership (id, agreement_id, category_id, supplier_id, state, offer)
     SELECT gen_random_uuid(), agreement_id, category_id, supplier_id, state, offer FROM membership, generate_series(1, $2) WHERE id = $1`,
    [membershipId, ON_A_PAGE],
  )
  await test.rows(
    `INSERT INTO membership_review (id, membership_id, supplier_id, kind, account, happened_on, product, opened_at, renewed_at, due_on)
     SELECT gen_random_uuid(), membership_id, supplier_id, kind, account, happened_on, product, opened_at, renewed_at, due_on
     FROM membership_review, generate_series(1, $2) WHERE id = $1`,
    [reviewId, ON_A_PAGE],
  )
}

/** How many removals wait for a second person, and of which memberships, as officers and auditors are told. */
export async function toConfirm(test: TestApp): Promise<[removals: number, ids: string[]]> {
  const counts = await test.api('auditor').get('/officer/applications/counts').expect(200)
  const { body } = await test.api('auditor').get('/memberships?removal=to-confirm').expect(200)
  return [(counts.body as { removals: number }).removals, (body as { items: { id: string }[] }).items.map(each => each.id)]
}
