import { describe, expect, it } from '@jest/globals'

import { Actor, type Role, ROLES } from './actor.js'

const anActor = (...roles: Role[]): Actor =>
  new Actor({
    personId: '01900000-0000-7000-8000-000000000001',
    organisationId: '01900000-0000-7000-8000-000000000002',
    organisationKind: 'operator',
    roles,
    supplierAnywhere: false,
    signInAgeSeconds: 0,
  })

/** What each role may be taken for; every other pair is refused. */
const CARRIED: Record<Role, readonly Role[]> = {
  'organisation-admin': ['organisation-admin'],
  'buyer-author': ['buyer-author'],
  'buyer-approver': ['buyer-approver'],
  evaluator: ['evaluator'],
  'bid-writer': ['bid-writer'],
  'supplier-admin': ['supplier-admin', 'bid-writer'],
  'procurement-officer': ['procurement-officer'],
  'senior-officer': ['senior-officer', 'procurement-officer'],
  auditor: ['auditor'],
}

describe('An actor', () => {
  it.each(ROLES)('who holds %s has that role, those it carries, and no other', held => {
    expect(ROLES.filter(role => anActor(held).has(role)).toSorted()).toEqual(CARRIED[held].toSorted())
  })

  it('with several roles has all of them', () => {
    const actor = anActor('buyer-author', 'senior-officer')
    expect(ROLES.filter(role => actor.has(role))).toEqual(['buyer-author', 'procurement-officer', 'senior-officer'])
  })

  it.each<[Role[], Role[], boolean]>([
    [['evaluator'], ['evaluator', 'auditor'], true],
    [['supplier-admin'], ['bid-writer'], true],
    [['bid-writer'], ['supplier-admin'], false],
    [['evaluator'], [], false],
    [[], ['evaluator'], false],
  ])('with %j has one of %j: %s', (held, asked, expected) => {
    expect(anActor(...held).hasAny(asked)).toBe(expected)
  })
})
