import { oneRow, rows } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import { newId } from '../../shared/ids.js'
import { type ChosenValues, tokensOf } from '../memberships/domain/offer.js'
import { AGREEMENTS, CATEGORIES, type DemonstrationAgreement, ORGANISATIONS, PEOPLE } from './cast.js'

interface Member {
  supplierId: string
  offer: ChosenValues
}

/** Organisations, people, agreements and memberships, once; answers whether they were missing. A member without an offer offers nothing yet. */
export async function seedCast(tx: Tx, passwordHash: string, offers: Readonly<Record<string, ChosenValues>> = {}): Promise<boolean> {
  const { present } = await oneRow<{ present: boolean }>(tx, 'SELECT EXISTS (SELECT FROM agreement WHERE reference = $1) AS present', [
    AGREEMENTS[0].reference,
  ])
  if (present) return false
  const organisations = new Map<string, string>()
  for (const { key, kind, name } of ORGANISATIONS) {
    organisations.set(key, await insert(tx, 'organisation', { kind, name }))
  }
  for (const { email, name, organisation, role } of PEOPLE) {
    const personId = await insert(tx, 'person', { email, name, password_hash: passwordHash })
    await tx.query(
      `INSERT INTO role_grant (person_id, organisation_id, organisation_kind, role) SELECT $1, id, kind, $3 FROM organisation WHERE id = $2`,
      [personId, organisations.get(organisation), role],
    )
  }
  const members = ORGANISATIONS.filter(({ member }) => member === true).map(({ key }) => ({
    supplierId: String(organisations.get(key)),
    offer: offers[key] ?? {},
  }))
  for (const agreement of AGREEMENTS) await seedAgreement(tx, agreement, members)
  return true
}

async function seedAgreement(tx: Tx, agreement: DemonstrationAgreement, members: readonly Member[]): Promise<void> {
  const agreementId = newId()
  await tx.query(
    `INSERT INTO agreement (id, reference, name, regime, practice, minimum_tender_days, maximum_term_months, amendment_working_days, answer_days, initial_window_days,
                            terms, facets, filter_edition, valid_from, valid_until)
     SELECT $1, $2, $3, 'pcr2015-dps', $4, $5, $6, $7, $8, $9, $10,
            ARRAY(SELECT facet ->> 'key' FROM filter_edition e CROSS JOIN jsonb_array_elements(e.facets) facet WHERE e.number = newest.number), newest.number,
            now - make_interval(days => CASE WHEN $9 = 0 THEN 0 ELSE $9 + 1 END), now + interval '2 years'
     FROM (SELECT max(number) AS number FROM filter_edition) newest, (SELECT market_now() AS now OFFSET 0) clock`,
    [
      agreementId,
      agreement.reference,
      agreement.name,
      agreement.practice,
      agreement.minimumTenderDays,
      agreement.maximumTermMonths,
      agreement.amendmentWorkingDays,
      agreement.answerDays,
      agreement.initialWindowDays,
      agreement.terms,
    ],
  )
  for (const { criteria, ...category } of CATEGORIES) {
    const categoryId = await insert(tx, 'category', { agreement_id: agreementId, ...category })
    for (const [place, text] of criteria.entries())
      await insert(tx, 'selection_criterion', { category_id: categoryId, number: String(place + 1), text })
    for (const { supplierId, offer } of members) {
      const place = { agreement_id: agreementId, category_id: categoryId, supplier_id: supplierId }
      await insert(tx, 'membership', { ...place, state: 'active', offer: tokensOf(offer) })
    }
  }
}

/** Inserts a row of our own literals under a new id. */
async function insert(tx: Tx, table: string, values: Readonly<Record<string, string | readonly string[]>>): Promise<string> {
  const id = newId()
  const columns = Object.keys(values)
  const places = columns.map((_, place) => `$${place + 2}`)
  await rows(tx, `INSERT INTO ${table} (id, ${columns.join(', ')}) VALUES ($1, ${places.join(', ')})`, [id, ...Object.values(values)])
  return id
}
