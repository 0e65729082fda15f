import { describe, expect, it } from '@jest/globals'

import { type Actor, type Role, ROLES } from '../../../shared/domain/actor.js'
import { anActor, ELSEWHERE, HOME } from '../../../shared/domain/an-actor.fixture.js'
import { mayReadOpenedBids, maySubmit, mayUseWorkingCopy, mayWithdraw, openingSideOf } from './bid-policy.js'

const BID = { supplierId: HOME }
const REQUIREMENT = { buyerId: HOME }

const at = (organisationId: string, ...roles: Role[]): Actor => anActor({ roles, organisationId })
const rolesThat = (may: (role: Role) => boolean): Role[] => ROLES.filter(may)

describe('A working copy', () => {
  it.each<[string, (actor: Actor) => boolean, Role[]]>([
    ['read and written', actor => mayUseWorkingCopy(actor, BID), ['bid-writer', 'supplier-admin']],
    ['submitted', actor => maySubmit(actor, BID), ['supplier-admin']],
    ['withdrawn', actor => mayWithdraw(actor, BID), ['supplier-admin']],
  ])('is %s only by its supplier’s people of that role, and by no officer', (_verb, may, roles) => {
    expect(rolesThat(role => may(at(HOME, role)))).toEqual(roles)
    expect(rolesThat(role => may(at(ELSEWHERE, role)))).toEqual([])
  })
})

describe('openingSideOf', () => {
  it.each<[string, Actor, 'buyer' | 'operator' | null]>([
    ['the buyer’s approver', at(HOME, 'buyer-approver'), 'buyer'],
    ['another body’s approver', at(ELSEWHERE, 'buyer-approver'), null],
    ['an officer', at(ELSEWHERE, 'procurement-officer'), 'operator'],
    ['a senior officer', at(ELSEWHERE, 'senior-officer'), 'operator'],
    ['an approver of the buyer who is an officer too', at(HOME, 'buyer-approver', 'procurement-officer'), 'buyer'],
    ['the buyer’s author', at(HOME, 'buyer-author'), null],
    ['the buyer’s evaluator', at(HOME, 'evaluator'), null],
    ['an auditor', at(ELSEWHERE, 'auditor'), null],
  ])('puts %s on its side', (_who, actor, side) => {
    expect(openingSideOf(actor, REQUIREMENT)).toBe(side)
  })

  it.each(ROLES)('gives no side to a person of role %s who has a supplier role anywhere', role => {
    expect(openingSideOf(anActor({ roles: [role], supplierAnywhere: true }), REQUIREMENT)).toBeNull()
  })
})

describe('mayReadOpenedBids', () => {
  it('lets the buyer’s people, officers and auditors read', () => {
    expect(rolesThat(role => mayReadOpenedBids(at(HOME, role), REQUIREMENT))).toEqual([
      'buyer-author',
      'buyer-approver',
      'evaluator',
      'procurement-officer',
      'senior-officer',
      'auditor',
    ])
    expect(rolesThat(role => mayReadOpenedBids(at(ELSEWHERE, role), REQUIREMENT))).toEqual([
      'procurement-officer',
      'senior-officer',
      'auditor',
    ])
  })

  it('lets nobody read who has a supplier role anywhere', () => {
    expect(rolesThat(role => mayReadOpenedBids(anActor({ roles: [role], supplierAnywhere: true }), REQUIREMENT))).toEqual([])
  })
})
