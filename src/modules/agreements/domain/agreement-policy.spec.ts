import { describe, expect, it } from '@jest/globals'

import { type Actor, ROLES } from '../../../shared/domain/actor.js'
import { anActor } from '../../../shared/domain/an-actor.fixture.js'
import { mayChangeAgreement, mayOpenAgreement, mayPublishFilters, mayReadAgreementDrafts, mayWriteAgreement } from './agreement-policy.js'

const OFFICERS = ['procurement-officer', 'senior-officer']

const rolesThat = (may: (actor: Actor) => boolean, supplierAnywhere = false): string[] =>
  ROLES.filter(role => may(anActor({ roles: [role], supplierAnywhere })))

describe('An agreement', () => {
  it.each<[string, (actor: Actor) => boolean, string[]]>([
    ['is written by officers', mayWriteAgreement, OFFICERS],
    ['is read as a draft by officers and auditors', mayReadAgreementDrafts, [...OFFICERS, 'auditor']],
    ['is opened by a senior officer', actor => mayOpenAgreement(actor, []), ['senior-officer']],
    ['is changed by a senior officer', mayChangeAgreement, ['senior-officer']],
    ['has its filters published by a senior officer', mayPublishFilters, ['senior-officer']],
  ])('%s, and never by somebody who works for a supplier', (_verb, may, roles) => {
    expect(rolesThat(may)).toEqual(roles)
    expect(rolesThat(may, true)).toEqual([])
  })

  it('is never opened by somebody who wrote a part of it', () => {
    const senior = anActor({ roles: ['senior-officer'] })
    expect(mayOpenAgreement(senior, [senior.personId])).toBe(false)
  })
})
