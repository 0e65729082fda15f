import { describe, expect, it } from '@jest/globals'

import { type Role, ROLES } from '../../../shared/domain/actor.js'
import { anActor, ELSEWHERE, HOME } from '../../../shared/domain/an-actor.fixture.js'
import { isOwnQuestion, mayAnswerClarifications, mayAnswerRuleClarifications, mayAsk } from './clarification-policy.js'

const DRAFT = { buyerId: ELSEWHERE, publishedAt: null, practice: false }
const PUBLISHED = { ...DRAFT, publishedAt: '2026-12-01T00:00:00.000000Z' }

const rolesThat = (may: (role: Role) => boolean): Role[] => ROLES.filter(may)

describe('Questions', () => {
  it('are asked by those who write bids, about what they see', () => {
    expect(rolesThat(role => mayAsk(anActor({ roles: [role] }), PUBLISHED))).toEqual(['bid-writer', 'supplier-admin'])
    expect(rolesThat(role => mayAsk(anActor({ roles: [role] }), DRAFT))).toEqual([])
  })

  it('are their own supplier’s alone', () => {
    const own = (role: Role, supplierId: string) => isOwnQuestion(anActor({ roles: [role] }), { supplierId })
    expect(rolesThat(role => own(role, HOME))).toEqual(['bid-writer', 'supplier-admin'])
    expect(rolesThat(role => own(role, ELSEWHERE))).toEqual([])
  })

  it('are answered by authors of the buyer, and by none who works for a supplier', () => {
    const may = (role: Role, buyerId: string, supplierAnywhere = false) =>
      mayAnswerClarifications(anActor({ roles: [role], supplierAnywhere }), { ...PUBLISHED, buyerId })
    expect(rolesThat(role => may(role, HOME))).toEqual(['buyer-author'])
    expect(rolesThat(role => may(role, ELSEWHERE))).toEqual([])
    expect(rolesThat(role => may(role, HOME, true))).toEqual([])
  })

  it('of rules are answered by officers, and by none who works for a supplier', () => {
    expect(rolesThat(role => mayAnswerRuleClarifications(anActor({ roles: [role] })))).toEqual(['procurement-officer', 'senior-officer'])
    expect(rolesThat(role => mayAnswerRuleClarifications(anActor({ roles: [role], supplierAnywhere: true })))).toEqual([])
  })
})
