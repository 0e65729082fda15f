import { describe, expect, it } from '@jest/globals'

import { awaitsResponse, INVITATION_STATES, type InvitationState, moveInvitation } from './invitation-lifecycle.js'

/** Every legal move once more; all others of the cross table are refused. */
const LEGAL = new Set([
  'invited → viewed',
  'invited → intending',
  'invited → declined',
  'invited → no-response',
  'viewed → intending',
  'viewed → declined',
  'viewed → no-response',
  'intending → declined',
  'declined → intending',
  'declined → declined',
  'no-response → invited',
])

const CROSS_TABLE = INVITATION_STATES.flatMap(from => INVITATION_STATES.map(to => ({ from, to, move: `${from} → ${to}` })))

describe('An invitation', () => {
  it.each(CROSS_TABLE.filter(({ move }) => LEGAL.has(move)))('may go $move', ({ from, to }) => {
    expect(moveInvitation(from, to)).toBe(to)
  })

  it.each(CROSS_TABLE.filter(({ move }) => !LEGAL.has(move)))('may not go $move', ({ from, to }) => {
    expect(() => moveInvitation(from, to)).toThrow(
      expect.objectContaining({ kind: 'conflict', code: 'invitation-state', members: { state: from } }),
    )
  })

  it('awaits a response exactly where it can still go without one', () => {
    expect(INVITATION_STATES.filter(awaitsResponse)).toEqual(['invited', 'viewed'] satisfies InvitationState[])
  })
})
