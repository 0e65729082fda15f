import { describe, expect, it } from '@jest/globals'

import type { OrganisationKind } from '../../../shared/domain/actor.js'
import { anActor, ME, SOMEBODY_ELSE } from '../../../shared/domain/an-actor.fixture.js'
import { mayGrantRolesTo, refuseWithoutAdministrator } from './people-policy.js'
import { mayDecideRegistration, mayReadRegistrations } from './registration-policy.js'
import { refuseUnfitRoles, ROLES_OF } from './roles-of-organisations.js'

describe('An administrator', () => {
  it.each<[OrganisationKind, string, boolean]>([
    ['public-body', SOMEBODY_ELSE, true],
    ['public-body', ME, false],
    ['operator', SOMEBODY_ELSE, true],
    ['operator', ME, false],
    ['supplier', SOMEBODY_ELSE, true],
    ['supplier', ME, true],
  ])('of a %s may give %s a role: %j', (organisationKind, personId, expected) => {
    expect(mayGrantRolesTo(anActor({ organisationKind, roles: ['organisation-admin'] }), personId)).toBe(expected)
  })

  it.each(['buyer-author', 'supplier-admin', 'senior-officer', 'auditor'] as const)('is no %s', role => {
    expect(mayGrantRolesTo(anActor({ roles: [role] }), SOMEBODY_ELSE)).toBe(false)
  })

  it('is never missing', () => {
    expect(() => { refuseWithoutAdministrator([]) }).toThrow(expect.objectContaining({ code: 'last-administrator' })) // prettier-ignore
    expect(() => { refuseWithoutAdministrator([ME]) }).not.toThrow() // prettier-ignore
  })
})

describe('A role', () => {
  it('fits its kind of organisation and no other', () => {
    for (const [kind, roles] of Object.entries(ROLES_OF))
      for (const [other, others] of Object.entries(ROLES_OF)) {
        const shared = roles.filter(role => others.includes(role))
        expect([kind, other, shared]).toEqual([kind, other, kind === other ? roles : ['organisation-admin']])
      }
    expect(() => { refuseUnfitRoles('supplier', ['bid-writer', 'evaluator']) }).toThrow(expect.objectContaining({ code: 'role-does-not-fit' })) // prettier-ignore
  })
})

describe('A registration', () => {
  it.each([
    [{ roles: ['procurement-officer'] as const }, true, true, false],
    [{ roles: ['senior-officer'] as const }, true, true, false],
    [{ roles: ['procurement-officer'] as const, supplierAnywhere: true }, false, false, false],
    [{ roles: ['organisation-admin', 'auditor'] as const }, false, false, false],
  ])('for %j is readable %j, decided for another %j, for oneself %j', (facts, reads, decides, ownDecides) => {
    const actor = anActor({ organisationKind: 'operator', ...facts })
    expect(mayReadRegistrations(actor)).toBe(reads)
    expect(mayDecideRegistration(actor, { registrantId: SOMEBODY_ELSE })).toBe(decides)
    expect(mayDecideRegistration(actor, { registrantId: ME })).toBe(ownDecides)
  })
})
