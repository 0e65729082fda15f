import { describe, expect, it } from '@jest/globals'

import { ROLES, type Role } from '../../../shared/domain/actor.js'
import { anActor } from '../../../shared/domain/an-actor.fixture.js'
import { mayReadFigures } from './figures-policy.js'

describe('Exact figures', () => {
  const readers = (supplierAnywhere: boolean): Role[] => ROLES.filter(role => mayReadFigures(anActor({ roles: [role], supplierAnywhere })))

  it('are read by officers and auditors', () => {
    expect(readers(false)).toEqual(['procurement-officer', 'senior-officer', 'auditor'] satisfies Role[])
  })

  it('are read by nobody who works for a supplier anywhere', () => {
    expect(readers(true)).toEqual([])
  })
})
