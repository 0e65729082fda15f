import { describe, expect, it } from '@jest/globals'

import { MoveRefused } from '../../../shared/domain/lifecycle.js'
import { APPLICATION_STATES, type ApplicationState, moveApplication } from './application-lifecycle.js'

const LEGAL: readonly [ApplicationState, ApplicationState][] = [
  ['draft', 'submitted'],
  ['draft', 'withdrawn'],
  ['submitted', 'under-review'],
  ['submitted', 'withdrawn'],
  ['under-review', 'clarification'],
  ['under-review', 'admitted'],
  ['under-review', 'rejected'],
  ['under-review', 'withdrawn'],
  ['clarification', 'under-review'],
  ['clarification', 'withdrawn'],
]

describe('The lifecycle of an application', () => {
  for (const from of APPLICATION_STATES)
    for (const to of APPLICATION_STATES) {
      const isLegal = LEGAL.some(([start, end]) => start === from && end === to)
      it(`${isLegal ? 'lets' : 'does not let'} ${from} become ${to}`, () => {
        if (isLegal) expect(moveApplication(from, to)).toBe(to)
        else expect(() => moveApplication(from, to)).toThrow(MoveRefused)
      })
    }
})
