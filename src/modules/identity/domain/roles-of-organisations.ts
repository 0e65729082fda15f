import type { OrganisationKind, Role } from '../../../shared/domain/actor.js'
import { Refused } from '../../../shared/domain/errors.js'

/** Which roles there are in which kind of organisation; the database holds the same (role_fits_organisation). */
export const ROLES_OF: Readonly<Record<OrganisationKind, readonly Role[]>> = {
  'public-body': ['organisation-admin', 'buyer-author', 'buyer-approver', 'evaluator'],
  supplier: ['organisation-admin', 'bid-writer', 'supplier-admin'],
  operator: ['organisation-admin', 'procurement-officer', 'senior-officer', 'auditor'],
}

export function refuseUnfitRoles(kind: OrganisationKind, roles: readonly Role[]): void {
  const fitting = ROLES_OF[kind]
  if (roles.every(role => fitting.includes(role))) return
  throw new Refused('role-does-not-fit', `In your organisation the roles are ${fitting.join(', ')}. Choose among these.`, [], {
    roles: fitting,
  })
}
