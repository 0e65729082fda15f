import type { Actor } from '../../../shared/domain/actor.js'
import { Conflict, Forbidden } from '../../../shared/domain/errors.js'

/**
 * An administrator gives nobody's role to themself: another administrator does, so that being one never leads to acting in another role by
 * that alone. A supplier may be one person, and no act of a supplier needs two.
 */
export const mayGrantRolesTo = (actor: Actor, personId: string): boolean =>
  actor.has('organisation-admin') && (personId !== actor.personId || actor.organisationKind === 'supplier')

export function refuseOwnGrant(actor: Actor, personId: string): void {
  if (mayGrantRolesTo(actor, personId)) return
  throw new Forbidden('own-role', 'Nobody gives a role to themself. Ask another administrator of your organisation to do it.')
}

/** Who is administrator after a change; none may not be. */
export function refuseWithoutAdministrator(adminsLeft: readonly string[]): void {
  if (adminsLeft.length > 0) return
  throw new Conflict(
    'last-administrator',
    'This is the last administrator of your organisation. Make somebody else administrator first, then repeat this.',
  )
}
