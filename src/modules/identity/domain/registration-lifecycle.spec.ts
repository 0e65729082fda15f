import { describe, expect, it } from '@jest/globals'

import { moveRegistration, REGISTRATION_STATES } from './registration-lifecycle.js'

const LEGAL = new Set(['waiting → approved', 'waiting → refused', 'waiting → withdrawn'])

const CROSS_TABLE = REGISTRATION_STATES.flatMap(from => REGISTRATION_STATES.map(to => ({ from, to, move: `${from} → ${to}` })))

describe('A registration', () => {
  it('has four states', () => {
    expect(REGISTRATION_STATES).toHaveLength(4)
    expect(CROSS_TABLE.filter(({ move }) => LEGAL.has(move))).toHaveLength(LEGAL.size)
  })

  it.each(CROSS_TABLE.filter(({ move }) => LEGAL.has(move)))('may go $move', ({ from, to }) => {
    expect(moveRegistration(from, to)).toBe(to)
  })

  it.each(CROSS_TABLE.filter(({ move }) => !LEGAL.has(move)))('may not go $move', ({ from, to }) => {
    expect(() => moveRegistration(from, to)).toThrow(
      expect.objectContaining({
        kind: 'conflict',
        code: 'registration-state',
        message: `A registration cannot go from ${from} to ${to}.`.replaceAll('-', ' '),
      }),
    )
  })
})
