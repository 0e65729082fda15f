import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Role } from '../../shared/domain/actor.js'
import { newId } from '../../shared/ids.js'
import type { OrganisationRoles } from './sessions.js'

export interface Person {
  id: string
  name: string
  email: string
}

/** One spelling for what is one address: composed characters, and no blanks around. Capitals are compared away. */
export const addressOf = (email: string): string => email.trim().normalize('NFC')

export const findPersonByEmail = (view: Readable, email: string): Promise<Person | null> =>
  firstRow(view, 'SELECT id, name, email FROM person WHERE lower(email) = lower($1)', [email])

export const getPerson = (view: Readable, id: string): Promise<Person> =>
  oneRow(view, 'SELECT id, name, email FROM person WHERE id = $1', [id])

/** With the address locked and nobody found who has it. */
export async function createPerson(tx: Tx, email: string, name: string, passwordHash: string): Promise<Person> {
  const person = { id: newId(), name: name.trim().normalize('NFC'), email }
  await tx.query('INSERT INTO person (id, email, name, password_hash) VALUES ($1, $2, $3, $4)', [
    person.id,
    person.email,
    person.name,
    passwordHash,
  ])
  return person
}

/** Where a person holds roles, and which. */
export const listOrganisationsOf = (view: Readable, personId: string): Promise<OrganisationRoles[]> =>
  rows(
    view,
    `SELECT o.id, o.name, o.kind, array_agg(g.role ORDER BY g.role) AS roles FROM role_grant g JOIN organisation o ON o.id = g.organisation_id
     WHERE g.person_id = $1 GROUP BY o.id ORDER BY o.name, o.id`,
    [personId],
  )

/** The roles of a person in one organisation; none where they do not belong to it. */
export async function rolesIn(view: Readable, organisationId: string, personId: string): Promise<Role[]> {
  const held = await rows<{ role: Role }>(view, 'SELECT role FROM role_grant WHERE organisation_id = $1 AND person_id = $2 ORDER BY role', [
    organisationId,
    personId,
  ])
  return held.map(({ role }) => role)
}

/** Gives roles in the organisation; those already held stay as they are. */
export async function grantRoles(tx: Tx, organisationId: string, personId: string, roles: readonly Role[]): Promise<void> {
  await tx.query(
    `INSERT INTO role_grant (person_id, organisation_id, organisation_kind, role)
     SELECT $2, o.id, o.kind, role FROM organisation o, unnest($3::text[]) AS role WHERE o.id = $1 ON CONFLICT DO NOTHING`,
    [organisationId, personId, roles],
  )
}
