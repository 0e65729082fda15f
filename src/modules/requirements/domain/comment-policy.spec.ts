import { describe, expect, it } from '@jest/globals'

import { Actor, type Role } from '../../../shared/domain/actor.js'
import { mayComment } from './comment-policy.js'

const who = (roles: readonly Role[], organisationId = 'council', supplierAnywhere = false): Actor =>
  new Actor({ personId: 'p', organisationId, organisationKind: 'public-body', roles, supplierAnywhere, signInAgeSeconds: 0 })

describe('Comments on a requirement are', () => {
  it.each<[string, Actor, boolean]>([
    ['for its authors', who(['buyer-author']), true],
    ['for its approvers', who(['buyer-approver']), true],
    ['for its evaluators', who(['evaluator']), true],
    ['not for its administrators', who(['organisation-admin']), false],
    ['not for another buyer', who(['buyer-author'], 'authority'), false],
    ['not for officers', who(['senior-officer'], 'operator'), false],
    ['not for suppliers', who(['supplier-admin'], 'supplier'), false],
    ['not for whoever works for a supplier as well', who(['buyer-author'], 'council', true), false],
  ])('%s', (_, actor, expected) => {
    expect(mayComment(actor, { buyerId: 'council' })).toBe(expected)
  })
})
