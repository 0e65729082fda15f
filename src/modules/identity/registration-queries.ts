import { firstRow, oneRow } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { OrganisationKind } from '../../shared/domain/actor.js'
import { Conflict, NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Subject } from '../audit/record-audit.js'
import type { Identifiers } from './domain/identifiers.js'
import type { RegistrationState } from './domain/registration-lifecycle.js'

export interface Registration extends Identifiers {
  /** The organisation that an approval makes has the same id. */
  id: string
  kind: Exclude<OrganisationKind, 'operator'>
  name: string
  registrantId: string
  registrantName: string
  registrantEmail: string
  registeredAt: Instant
  state: RegistrationState
  settledAt: Instant | null
  reason: string | null
}

export const REGISTRATION = `
  SELECT r.id, r.kind, r.name, r.companies_house_number AS "companiesHouseNumber", r.ppon, r.duns, r.registrant_id AS "registrantId",
         p.name AS "registrantName", p.email AS "registrantEmail", r.registered_at AS "registeredAt", r.state, r.settled_at AS "settledAt", r.reason
  FROM registration r JOIN person p ON p.id = r.registrant_id`

export async function getRegistration(view: Readable, id: string): Promise<Registration> {
  const found = await firstRow<Registration>(view, `${REGISTRATION} WHERE r.id = $1`, [id])
  if (found === null) throw new NotFound('registration')
  return found
}

/** One registration or decision after the other, so that what was found free stays free. */
export const lockRegistrations = (tx: Tx): Promise<unknown> =>
  tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('registrations', 0))`)

/**
 * Refuses identifiers that an organisation has, or that wait with another registration, and does not say which of the two, or whose.
 * With registrations locked.
 */
export async function refuseTaken(tx: Tx, registrationId: string, { companiesHouseNumber, ppon, duns }: Identifiers): Promise<void> {
  const { taken } = await oneRow<{ taken: boolean }>(
    tx,
    `SELECT EXISTS (SELECT FROM organisation WHERE companies_house_number = $2 OR ppon = $3 OR duns = $4)
         OR EXISTS (SELECT FROM registration WHERE state = 'waiting' AND id <> $1 AND (companies_house_number = $2 OR ppon = $3 OR duns = $4)) AS taken`,
    [registrationId, companiesHouseNumber, ppon, duns],
  )
  if (!taken) return
  throw new Conflict(
    'registration-not-possible',
    'An organisation with these identifiers cannot be registered here. If it is yours, ask its administrator to invite you, or ask the operator of the marketplace.',
  )
}

/** From the registration on, all that befalls the organisation stands in one chain. */
export const registrationOf = (id: string): Subject => ({ type: 'registration', id, stream: `organisation:${id}` })
