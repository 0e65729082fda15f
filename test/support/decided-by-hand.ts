import { publish } from '../../src/modules/outbox/publish.js'
import { readPinnedHash } from '../../src/modules/applications/pinned-answers.js'
import { admitMember } from '../../src/modules/memberships/admit-member.js'
import { saidOf } from '../../src/modules/applications/sealed-applications.js'
import { Actor } from '../../src/shared/domain/actor.js'
import { oneRow } from '../../src/shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../src/shared/database/unit-of-work.js'
import { newId } from '../../src/shared/ids.js'
import { Sealing } from '../../src/shared/sealing.js'
import type { TestApp } from './test-app.js'
import { idsOfPlayers } from './whose.js'

/** What an officer does with an application, as it lies in the database afterwards, for tests that are about the supplier's side of it. */
const asOfficer = async (test: TestApp, work: (tx: Tx, officer: Actor) => Promise<void>): Promise<void> => {
  const { 'procurement-officer': officer } = await idsOfPlayers(test, ['procurement-officer'])
  const actor = new Actor({
    ...officer,
    organisationKind: 'operator',
    roles: ['procurement-officer'],
    supplierAnywhere: false,
    signInAgeSeconds: 0,
  })
  await test.app.get(UnitOfWork).run(actor, tx => work(tx, actor))
}

/** An officer has taken it up. */
export const claimedByHand = (test: TestApp, id: string): Promise<void> =>
  asOfficer(test, async (tx, { personId }) => {
    await tx.query(
      `UPDATE application SET state = 'under-review', officer_id = $2, claimed_at = market_now(), revision = revision + 1 WHERE id = $1 AND state = 'submitted'`,
      [id, personId],
    )
  })

/** The officer asked something, to be replied to by a day that is so many days away. */
export async function askedByHand(
  test: TestApp,
  id: string,
  text: string,
  { question = null as string | null, days = 5 } = {},
): Promise<void> {
  await claimedByHand(test, id)
  await asOfficer(test, async (tx, { personId }) => {
    const { supplierId } = await oneRow<{ supplierId: string }>(tx, 'SELECT supplier_id AS "supplierId" FROM application WHERE id = $1', [
      id,
    ])
    const messageId = newId()
    await tx.query(
      `INSERT INTO application_message (id, application_id, supplier_id, side, question_id, said, reply_by, person_id, said_at)
       VALUES ($1, $2, $3, 'officer', $4, $5, (market_now() AT TIME ZONE 'Europe/London')::date + $6::int, $7, market_now())`,
      [messageId, id, supplierId, question, test.app.get(Sealing).seal(text, saidOf(supplierId, messageId)), days, personId],
    )
    await tx.query(`UPDATE application SET state = 'clarification', revision = revision + 1 WHERE id = $1`, [id])
    await publish(tx, { type: 'application.asked', payload: { applicationId: id } })
  })
}

/** The officer raised a ground for exclusion. */
export async function groundRaisedByHand(
  test: TestApp,
  id: string,
  ground: string,
  evidence = 'The register of a court names the supplier.',
): Promise<void> {
  await claimedByHand(test, id)
  await asOfficer(test, async (tx, { personId }) => {
    await tx.query(
      `INSERT INTO exclusion_case (id, application_id, supplier_id, ground, kind, evidence, reply_by, raised_by, raised_at)
       SELECT $1, p.id, p.supplier_id, $3, $5, $4, (market_now() AT TIME ZONE 'Europe/London')::date + 10, $6, market_now() FROM application p WHERE p.id = $2`,
      [newId(), id, ground, evidence, ground < 'L25' ? 'mandatory' : 'discretionary', personId],
    )
    await publish(tx, { type: 'application.exclusion-raised', payload: { applicationId: id } })
  })
}

/** The officer decided on a ground: it is none. */
export const groundDecidedByHand = (test: TestApp, id: string, ground: string): Promise<void> =>
  asOfficer(test, async (tx, { personId }) => {
    await tx.query(
      `UPDATE exclusion_case SET applies = false, likely_to_recur = false, outcome = 'no-exclusion', reason = 'It was about another firm.', decided_by = $3,
              decided_at = market_now() WHERE application_id = $1 AND ground = $2`,
      [id, ground, personId],
    )
  })

/** The officer admitted the supplier. */
export async function admittedByHand(test: TestApp, id: string): Promise<void> {
  await claimedByHand(test, id)
  await asOfficer(test, async (tx, officer) => {
    await tx.query(
      `UPDATE application SET state = 'admitted', decided_by = $2, decided_at = market_now(), reasons = 'All criteria are met.', revision = revision + 1 WHERE id = $1`,
      [id, officer.personId],
    )
    const found = await oneRow<{ agreementId: string; categoryId: string; supplierId: string; offer: string[] }>(
      tx,
      'SELECT agreement_id AS "agreementId", category_id AS "categoryId", supplier_id AS "supplierId", offer FROM application WHERE id = $1',
      [id],
    )
    await admitMember(tx, officer, { ...found, applicationId: id, answersHash: await readPinnedHash(tx, id), size: 'small' })
    await publish(tx, { type: 'application.admitted', payload: { applicationId: id } })
  })
}

/** The officer rejected it by the first criterion of its category. */
export async function rejectedByHand(
  test: TestApp,
  id: string,
  reasons = 'Two of the three references are for other work.',
): Promise<void> {
  await claimedByHand(test, id)
  await asOfficer(test, async (tx, { personId }) => {
    await tx.query(
      `UPDATE application p SET state = 'rejected', decided_by = $2, decided_at = market_now(), reasons = $3, revision = revision + 1,
              criterion_id = (SELECT s.id FROM selection_criterion s WHERE s.category_id = p.category_id ORDER BY s.number LIMIT 1) WHERE p.id = $1`,
      [id, personId, reasons],
    )
    await publish(tx, { type: 'application.rejected', payload: { applicationId: id } })
  })
}

/** The officer rejected it by a mandatory ground of exclusion, which the supplier had replied to. */
export async function keptOutByHand(test: TestApp, id: string, ground: string, reasons: string): Promise<void> {
  await groundRaisedByHand(test, id, ground)
  await asOfficer(test, async (tx, { personId }) => {
    await tx.query(
      `UPDATE exclusion_case SET reply = 'It was one time only.', replied_by = $3, replied_at = market_now(), applies = true, likely_to_recur = true,
              outcome = 'excluded', reason = 'Nothing was changed since.', decided_by = $3, decided_at = market_now() WHERE application_id = $1 AND ground = $2`,
      [id, ground, personId],
    )
    await tx.query(
      `UPDATE application SET state = 'rejected', decided_by = $3, decided_at = market_now(), ground = $2, reasons = $4, revision = revision + 1 WHERE id = $1`,
      [id, ground, personId, reasons],
    )
    await publish(tx, { type: 'application.rejected', payload: { applicationId: id } })
  })
}
