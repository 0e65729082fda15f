import { describe, expect, it } from '@jest/globals'

import type { Role } from '../../../shared/domain/actor.js'
import { anActor } from '../../../shared/domain/an-actor.fixture.js'
import { maySetScope, rolesOfToken, type Scope, SCOPE_NAMES, SCOPES } from './token-scopes.js'

describe('A scope', () => {
  it.each<[Scope, Role[], boolean]>([
    ['read', [], true],
    ['bid', ['bid-writer'], true],
    ['bid', ['supplier-admin'], true],
    ['bid', ['organisation-admin'], false],
    ['submit', ['bid-writer'], false],
    ['submit', ['supplier-admin'], true],
    ['buy', ['buyer-author'], true],
    ['buy', ['buyer-approver', 'evaluator'], false],
    ['audit', ['senior-officer'], true],
    ['audit', ['auditor'], false],
  ])('%s can be given by a %j: %s', (scope, held, may) => {
    expect(maySetScope(scope, anActor({ roles: held }))).toBe(may)
  })

  it('never holds what approves, and never grants roles', () => {
    const reached: readonly Role[] = SCOPE_NAMES.flatMap(scope => SCOPES[scope])
    for (const role of ['organisation-admin', 'buyer-approver', 'senior-officer', 'evaluator'] as const) expect(reached).not.toContain(role)
  })
})

describe('A token', () => {
  it.each<[Scope[], Role[], boolean, Role[]]>([
    [['read'], ['supplier-admin', 'organisation-admin'], true, ['supplier-admin', 'organisation-admin']],
    [['read'], ['supplier-admin'], false, []],
    [['bid'], ['supplier-admin'], true, ['bid-writer']],
    [['bid'], ['supplier-admin'], false, ['bid-writer']],
    [['bid', 'submit'], ['supplier-admin'], false, ['bid-writer', 'supplier-admin']],
    [['bid', 'submit'], ['bid-writer'], false, ['bid-writer']],
    [['bid', 'buy', 'audit', 'read'], [], true, []],
    [['audit'], ['senior-officer'], false, ['procurement-officer']],
  ])('of %j whose owner is %j (reading: %s) acts as %j', (scopes, held, reads, roles) => {
    expect(rolesOfToken(scopes, held, reads)).toEqual(roles)
  })
})
