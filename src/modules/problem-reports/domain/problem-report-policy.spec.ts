import { describe, expect, it } from '@jest/globals'

import { ROLES, type Role } from '../../../shared/domain/actor.js'
import { anActor } from '../../../shared/domain/an-actor.fixture.js'
import { mayReadProblemReports } from './problem-report-policy.js'

describe('Problem reports', () => {
  it('are read by officers only', () => {
    const readers = ROLES.filter(role => mayReadProblemReports(anActor({ roles: [role], supplierAnywhere: false })))
    expect(readers).toEqual(['procurement-officer', 'senior-officer'] satisfies Role[])
  })

  it('are read by nobody who works for a supplier anywhere', () => {
    expect(mayReadProblemReports(anActor({ roles: ['senior-officer'], supplierAnywhere: true }))).toBe(false)
  })
})
