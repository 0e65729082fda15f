import { describe, expect, it } from '@jest/globals'

import { Actor, type Role } from '../../../shared/domain/actor.js'
import { mayReadResponsiveness, responsivenessOf } from './responsiveness.js'

describe('Responsiveness', () => {
  it.each<[invitations: number, answered: number, target: number | null, percent: string | null, isReached: boolean | null]>([
    [0, 0, 95, null, null],
    [20, 19, 95, '95', true],
    [20, 18, 95, '90', false],
    [10_000, 9_499, 95, '94.9', false],
    [3, 2, null, '66.6', null],
    [1, 0, 95, '0', false],
    [7, 7, 95, '100', true],
  ])('of %i invitations with %i answered against %p is %p, reached: %p', (invitations, answered, target, percent, isReached) => {
    expect(responsivenessOf({ invitations, answered }, target)).toEqual({ percent, isReached })
  })

  const actor = (role: Role, organisationId: string, supplierAnywhere = false) =>
    new Actor({ personId: 'p', organisationId, organisationKind: null, roles: [role], supplierAnywhere, signInAgeSeconds: 0 })

  it.each<[string, Actor, boolean]>([
    ['its own bid writers', actor('bid-writer', 'supplier', true), true],
    ['its administrators', actor('supplier-admin', 'supplier', true), true],
    ['people of another supplier', actor('supplier-admin', 'rival', true), false],
    ['officers', actor('procurement-officer', 'operator'), true],
    ['senior officers', actor('senior-officer', 'operator'), true],
    ['auditors', actor('auditor', 'operator'), true],
    ['officers who work for a supplier too', actor('procurement-officer', 'operator', true), false],
    ['buyers', actor('buyer-approver', 'buyer'), false],
    ['evaluators', actor('evaluator', 'buyer'), false],
  ])('is for %s: %#', (_, who, may) => {
    expect(mayReadResponsiveness(who, 'supplier')).toBe(may)
  })
})
