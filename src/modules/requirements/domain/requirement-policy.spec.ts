import { describe, expect, it } from '@jest/globals'

import { type Actor, type Role, ROLES } from '../../../shared/domain/actor.js'
import { anActor, ELSEWHERE, HOME, ME, SOMEBODY_ELSE } from '../../../shared/domain/an-actor.fixture.js'
import {
  cancellingSideOf,
  mayAmendRequirement,
  mayApproveRequirement,
  mayDraftRequirement,
  mayExtendRequirement,
  mayPublishRequirement,
  mayReleaseHold,
  mayReturnRequirement,
  maySeeRequirement,
  maySeeWhoChanged,
  reopeningSideOf,
  type RequirementFacts,
} from './requirement-policy.js'

const DRAFT: RequirementFacts = { buyerId: HOME, publishedAt: null, practice: false }
const PUBLISHED: RequirementFacts = { ...DRAFT, publishedAt: '2026-12-01T00:00:00.000000Z' }

const buyer = (role: Role): Actor => anActor({ roles: [role] })
const stranger = (role: Role): Actor => anActor({ roles: [role], organisationId: ELSEWHERE })

const rolesThat = (may: (role: Role) => boolean): Role[] => ROLES.filter(may)

describe('maySeeRequirement', () => {
  it('shows everybody what is published, but practice only to people with an account', () => {
    expect(maySeeRequirement(null, PUBLISHED)).toBe(true)
    expect(maySeeRequirement(null, { ...PUBLISHED, practice: true })).toBe(false)
    expect(maySeeRequirement(stranger('evaluator'), { ...PUBLISHED, practice: true })).toBe(true)
  })

  it('shows a draft to all of the buyer’s people and to officers, and to nobody else', () => {
    expect(maySeeRequirement(null, DRAFT)).toBe(false)
    expect(maySeeRequirement(anActor(), DRAFT)).toBe(true)
    expect(rolesThat(role => maySeeRequirement(stranger(role), DRAFT))).toEqual(['procurement-officer', 'senior-officer'])
  })
})

describe('Of the buyer’s people', () => {
  it.each<[string, (actor: Actor) => boolean, Role[]]>([
    ['draft', actor => mayDraftRequirement(actor, DRAFT), ['buyer-author']],
    ['approve', actor => mayApproveRequirement(actor, DRAFT, []), ['buyer-approver']],
    ['return', actor => mayReturnRequirement(actor, DRAFT), ['buyer-approver']],
    ['extend', actor => mayExtendRequirement(actor, PUBLISHED), ['buyer-author', 'buyer-approver']],
    ['amend', actor => mayAmendRequirement(actor, PUBLISHED), ['buyer-author']],
    ['cancel', actor => cancellingSideOf(actor, PUBLISHED) !== null, ['buyer-author', 'buyer-approver']],
    ['publish', actor => mayPublishRequirement(actor, DRAFT), ['buyer-author', 'buyer-approver']],
  ])('may %s only whose role it is, and of strangers nobody', (_verb, may, roles) => {
    expect(rolesThat(role => may(buyer(role)))).toEqual(roles)
    expect(rolesThat(role => may(stranger(role)))).toEqual([])
  })
})

describe('mayApproveRequirement', () => {
  const approver = buyer('buyer-approver')

  it.each<[string, boolean, Actor, string[]]>([
    ['an approver who wrote nothing of it', true, approver, [SOMEBODY_ELSE]],
    ['an approver who contributed', false, approver, [SOMEBODY_ELSE, ME]],
    ['an approver who works for a supplier too', false, anActor({ roles: ['buyer-approver'], supplierAnywhere: true }), []],
    ['an author who is approver too and wrote none of it', true, anActor({ roles: ['buyer-author', 'buyer-approver'] }), []],
  ])('asked for %s says %s', (_who, may, actor, contributors) => {
    expect(mayApproveRequirement(actor, DRAFT, contributors)).toBe(may)
  })
})

describe('mayReleaseHold', () => {
  it('is for senior officers only', () => {
    expect(rolesThat(role => mayReleaseHold(stranger(role), []))).toEqual(['senior-officer'])
  })

  it.each<[string, boolean, Actor, string[]]>([
    ['an officer who wrote nothing of it', true, stranger('senior-officer'), [SOMEBODY_ELSE]],
    ['an officer who contributed', false, stranger('senior-officer'), [SOMEBODY_ELSE, ME]],
    ['an officer who works for a supplier too', false, anActor({ roles: ['senior-officer'], supplierAnywhere: true }), []],
  ])('asked for %s says %s', (_who, may, actor, contributors) => {
    expect(mayReleaseHold(actor, contributors)).toBe(may)
  })
})

describe('The side on which somebody', () => {
  const both = ['buyer-author', 'buyer-approver'] as const

  it.each<[string, Actor, ReturnType<typeof cancellingSideOf>]>([
    ['an author', buyer('buyer-author'), 'author'],
    ['an approver', buyer('buyer-approver'), 'approver'],
    ['whoever is both', anActor({ roles: both }), 'approver'],
    ['an approver who works for a supplier too', anActor({ roles: ['buyer-approver'], supplierAnywhere: true }), null],
    ['whoever is both and works for a supplier too', anActor({ roles: both, supplierAnywhere: true }), 'author'],
    ['an officer', stranger('senior-officer'), null],
  ])('cancels: %s', (_who, actor, side) => {
    expect(cancellingSideOf(actor, PUBLISHED)).toBe(side)
  })

  it.each<[string, Actor, ReturnType<typeof reopeningSideOf>]>([
    ['an author', buyer('buyer-author'), null],
    ['an approver', buyer('buyer-approver'), 'approver'],
    ['another buyer’s approver', stranger('buyer-approver'), null],
    ['an officer', stranger('procurement-officer'), 'officer'],
    ['a senior officer', stranger('senior-officer'), 'officer'],
    ['an officer who works for a supplier too', anActor({ roles: ['procurement-officer'], supplierAnywhere: true }), null],
  ])('reopens: %s', (_who, actor, side) => {
    expect(reopeningSideOf(actor, PUBLISHED)).toBe(side)
  })
})

describe('maySeeWhoChanged', () => {
  it('is for the buyer’s people and for officers', () => {
    expect(maySeeWhoChanged(null, PUBLISHED)).toBe(false)
    expect(maySeeWhoChanged(anActor(), PUBLISHED)).toBe(true)
    expect(rolesThat(role => maySeeWhoChanged(stranger(role), PUBLISHED))).toEqual(['procurement-officer', 'senior-officer'])
  })
})
