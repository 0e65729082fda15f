import { describe, expect, it } from '@jest/globals'

import { anActor } from '../../../shared/domain/an-actor.fixture.js'
import { mayAcknowledge, mayWatch } from './officer-event-policy.js'

describe('What an officer must see', () => {
  it.each([
    ['procurement-officer', false, true, true],
    ['senior-officer', false, true, true],
    ['auditor', false, true, false],
    ['procurement-officer', true, false, false],
    ['auditor', true, false, false],
    ['buyer-approver', false, false, false],
    ['supplier-admin', true, false, false],
  ] as const)('is for a %s (for a supplier as well: %s) to read: %s, to acknowledge: %s', (role, supplierAnywhere, reads, acknowledges) => {
    const actor = anActor({ roles: [role], supplierAnywhere })
    expect([mayWatch(actor), mayAcknowledge(actor)]).toEqual([reads, acknowledges])
  })
})
