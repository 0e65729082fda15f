import { describe, expect, it } from '@jest/globals'

import { type Role, ROLES } from '../../../shared/domain/actor.js'
import { anActor, ELSEWHERE, HOME } from '../../../shared/domain/an-actor.fixture.js'
import { giversAmong, missingAmong, type WaiverConsent, waiverSideOf } from './waiver.js'

const REQUIREMENT = { buyerId: HOME, publishedAt: '2026-12-01T00:00:00.000000Z', practice: false }

const buyer = (personId: string): WaiverConsent => ({ personId, side: 'buyer', senior: false })
const officer = (personId: string): WaiverConsent => ({ personId, side: 'officer', senior: false })
const senior = (personId: string): WaiverConsent => ({ personId, side: 'officer', senior: true })

describe('waiverSideOf', () => {
  const sidesAt = (organisationId: string): [Role, string][] =>
    ROLES.flatMap((role): [Role, string][] => {
      const side = waiverSideOf(anActor({ roles: [role], organisationId }), REQUIREMENT)
      return side === null ? [] : [[role, side]]
    })

  it('is the buyer’s for its own approver, and the officers’ for officers', () => {
    const officers = [
      ['procurement-officer', 'officer'],
      ['senior-officer', 'officer'],
    ]
    expect(sidesAt(HOME)).toEqual([['buyer-approver', 'buyer'], ...officers])
    expect(sidesAt(ELSEWHERE)).toEqual(officers)
  })

  it('is nobody’s who works for a supplier', () => {
    for (const role of ROLES) expect(waiverSideOf(anActor({ roles: [role], supplierAnywhere: true }), REQUIREMENT)).toBeNull()
  })
})

describe('giversAmong', () => {
  it.each<[string, WaiverConsent[]]>([
    ['nobody', []],
    ['no approver', [officer('a'), senior('b')]],
    ['one officer', [buyer('a'), senior('b')]],
    ['no senior officer', [buyer('a'), officer('b'), officer('c')]],
    ['the approver as one of the officers', [buyer('a'), officer('a'), senior('b')]],
    ['the same officer twice', [buyer('a'), senior('b'), officer('b')]],
    ['two approvers', [buyer('a'), buyer('b'), senior('c')]],
  ])('is missing somebody with %s', (_, consents) => {
    expect(giversAmong(consents)).toBeNull()
  })

  it.each<[string, WaiverConsent[]]>([
    ['an officer first', [buyer('a'), officer('b'), senior('c')]],
    ['the senior first', [senior('c'), officer('b'), buyer('a')]],
    ['one officer too many', [buyer('a'), officer('b'), officer('d'), senior('c')]],
  ])('is three different people with %s', (_, consents) => {
    expect(giversAmong(consents)).toEqual({ agreedBy: 'a', officerId: 'b', seniorOfficerId: 'c' })
  })

  it('takes two senior officers as well', () => {
    expect(giversAmong([buyer('a'), senior('b'), senior('c')])).toEqual({ agreedBy: 'a', officerId: 'c', seniorOfficerId: 'b' })
  })
})

describe('missingAmong', () => {
  it.each<[WaiverConsent[], string[]]>([
    [[], ['approver', 'officer', 'senior-officer']],
    [[buyer('a')], ['officer', 'senior-officer']],
    [[buyer('a'), senior('b')], ['officer']],
    [[buyer('a'), officer('b')], ['senior-officer']],
    [
      [officer('a'), officer('b')],
      ['approver', 'senior-officer'],
    ],
    [[senior('a'), senior('b')], ['approver']],
    [
      [buyer('a'), officer('a')],
      ['officer', 'senior-officer'],
    ],
    [[buyer('a'), officer('b'), senior('c')], []],
  ])('after %j is %j', (consents, missing) => {
    expect(missingAmong(consents)).toEqual(missing)
    expect(giversAmong(consents) !== null).toBe(missing.length === 0)
  })
})
