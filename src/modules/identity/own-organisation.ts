import { rows } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import type { Actor, OrganisationKind } from '../../shared/domain/actor.js'
import { Forbidden } from '../../shared/domain/errors.js'
import type { Subject } from '../audit/record-audit.js'
import { rolesIn } from './people-queries.js'

/** Whoever acts for an organisation, not for themself alone. */
export type Administrator = Actor & { organisationKind: OrganisationKind }

/**
 * Locks who belongs to an organisation: one change of people and roles after the other. Before rows of invitations, codes and addresses.
 * Rows that only refer to the organisation do not wait for it.
 */
export const lockPeopleOf = (tx: Tx, organisationId: string): Promise<unknown> =>
  tx.query('SELECT FROM organisation WHERE id = $1 FOR NO KEY UPDATE', [organisationId])

/** The same for an administrator's own, who may have lost the role while this waited. */
export async function lockOwnPeople(tx: Tx, actor: Actor): Promise<Administrator> {
  await lockPeopleOf(tx, actor.organisationId)
  const held = await rolesIn(tx, actor.organisationId, actor.personId)
  if (isAdministrator(actor) && held.includes('organisation-admin')) return actor
  throw new Forbidden('role-missing', 'Only organisation-admin may do this.')
}

const isAdministrator = (actor: Actor): actor is Administrator => actor.has('organisation-admin') && actor.organisationKind !== null

export async function listAdministrators(tx: Tx, organisationId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    `SELECT person_id AS id FROM role_grant WHERE organisation_id = $1 AND role = 'organisation-admin'`,
    [organisationId],
  )
  return found.map(({ id }) => id)
}

/** What befalls a person in an organisation stands in its own chain. */
export const personIn = (organisationId: string, personId: string): Subject => ({
  type: 'person',
  id: personId,
  stream: `organisation:${organisationId}`,
})

/** What a person does to their own account stands in a chain of theirs. */
export const accountOf = (personId: string): Subject => ({ type: 'person', id: personId, stream: `person:${personId}` })
