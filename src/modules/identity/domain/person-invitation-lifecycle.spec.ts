import { describe, expect, it } from '@jest/globals'

import { movePersonInvitation, PERSON_INVITATION_STATES } from './person-invitation-lifecycle.js'

const LEGAL = new Set(['waiting → accepted', 'waiting → revoked'])

const CROSS_TABLE = PERSON_INVITATION_STATES.flatMap(from => PERSON_INVITATION_STATES.map(to => ({ from, to, move: `${from} → ${to}` })))

describe('An invitation of a person', () => {
  it('has three states', () => {
    expect(PERSON_INVITATION_STATES).toHaveLength(3)
    expect(CROSS_TABLE.filter(({ move }) => LEGAL.has(move))).toHaveLength(LEGAL.size)
  })

  it.each(CROSS_TABLE.filter(({ move }) => LEGAL.has(move)))('may go $move', ({ from, to }) => {
    expect(movePersonInvitation(from, to)).toBe(to)
  })

  it.each(CROSS_TABLE.filter(({ move }) => !LEGAL.has(move)))('may not go $move', ({ from, to }) => {
    expect(() => movePersonInvitation(from, to)).toThrow(
      expect.objectContaining({
        kind: 'conflict',
        code: 'invitation-state',
        message: `An invitation cannot go from ${from} to ${to}.`.replaceAll('-', ' '),
      }),
    )
  })
})
