import { describe, expect, it } from '@jest/globals'

import { anActor, ME, SOMEBODY_ELSE } from '../../../shared/domain/an-actor.fixture.js'
import {
  mayActForMember,
  mayConfirmRemoval,
  mayDecideStanding,
  mayReadOwnStanding,
  mayReadStanding,
  mayTakeBackNotice,
} from './membership-policy.js'

const officer = anActor({ organisationKind: 'operator', roles: ['procurement-officer'] })
const senior = anActor({ organisationKind: 'operator', roles: ['senior-officer'] })
const auditor = anActor({ organisationKind: 'operator', roles: ['auditor'] })
const admin = anActor({ organisationKind: 'supplier', roles: ['supplier-admin'], supplierAnywhere: true })
const writer = anActor({ organisationKind: 'supplier', roles: ['bid-writer'], supplierAnywhere: true })
const inTwoPlaces = anActor({ organisationKind: 'operator', roles: ['senior-officer'], supplierAnywhere: true })

describe('How a member stands', () => {
  it('is decided by officers, never by people of suppliers', () => {
    expect([officer, senior, auditor, admin, inTwoPlaces].map(mayDecideStanding)).toEqual([true, true, false, false, false])
    expect([officer, senior, auditor, admin, inTwoPlaces].map(mayReadStanding)).toEqual([true, true, true, false, false])
  })

  it('is read by those who write for the supplier, and acted on by its administrator', () => {
    expect([admin, writer, officer].map(mayReadOwnStanding)).toEqual([true, true, false])
    expect([admin, writer, officer].map(mayActForMember)).toEqual([true, false, false])
  })

  it('ends with a senior officer who is another person than whoever gave the notice', () => {
    expect([senior, officer, inTwoPlaces].map(actor => mayConfirmRemoval(actor, SOMEBODY_ELSE))).toEqual([true, false, false])
    expect(mayConfirmRemoval(senior, ME)).toBe(false)
  })

  it.each([
    ['a duty, given by somebody else', { must: true, noticedBy: SOMEBODY_ELSE }, [true, false, false, false]],
    ['a duty, given by themself', { must: true, noticedBy: ME }, [false, false, false, false]],
    ['no duty, given by somebody else', { must: false, noticedBy: SOMEBODY_ELSE }, [true, true, false, false]],
    ['no duty, given by themself', { must: false, noticedBy: ME }, [true, true, false, false]],
  ])(
    'goes on, by a notice that is %s and taken back by a senior officer, an officer, who works in two places, an auditor',
    (_, notice, expected) => {
      expect([senior, officer, inTwoPlaces, auditor].map(actor => mayTakeBackNotice(actor, notice))).toEqual(expected)
    },
  )
})
