import { describe, expect, it } from '@jest/globals'

import { MoveRefused } from '../../../shared/domain/lifecycle.js'
import { MEMBERSHIP_STATES, type MembershipState, moveMembership } from './membership-lifecycle.js'

const LEGAL: readonly [MembershipState, MembershipState][] = [
  ['active', 'suspended'],
  ['active', 'removed'],
  ['active', 'lapsed'],
  ['suspended', 'active'],
  ['suspended', 'removed'],
  ['suspended', 'lapsed'],
]

describe('The lifecycle of a membership', () => {
  for (const from of MEMBERSHIP_STATES)
    for (const to of MEMBERSHIP_STATES) {
      const isLegal = LEGAL.some(([start, end]) => start === from && end === to)
      it(`${isLegal ? 'lets' : 'does not let'} ${from} become ${to}`, () => {
        if (isLegal) expect(moveMembership(from, to)).toBe(to)
        else expect(() => moveMembership(from, to)).toThrow(MoveRefused)
      })
    }
})
