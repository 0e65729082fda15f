import { describe, expect, it } from '@jest/globals'

import { ROLES } from '../../../shared/domain/actor.js'
import { anActor } from '../../../shared/domain/an-actor.fixture.js'
import { mayAudit } from './ethics-audit-policy.js'

describe('mayAudit', () => {
  it('is for officers', () => {
    expect(ROLES.filter(role => mayAudit(anActor({ roles: [role] })))).toEqual(['procurement-officer', 'senior-officer'])
  })

  it('is for nobody with a supplier role anywhere', () => {
    expect(ROLES.filter(role => mayAudit(anActor({ roles: [role], supplierAnywhere: true })))).toEqual([])
  })
})
