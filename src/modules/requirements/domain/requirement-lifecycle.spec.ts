import { describe, expect, it } from '@jest/globals'

import type { Instant } from '../../../shared/domain/instant.js'
import { moveRequirement, REQUIREMENT_STATES, type RequirementState, stateAt } from './requirement-lifecycle.js'

/** Every legal move once more; all others of the cross table are refused. */
const LEGAL = new Set([
  'draft → in-approval',
  'draft → cancelled',
  'in-approval → draft',
  'in-approval → approved',
  'in-approval → cancelled',
  'approved → draft',
  'approved → open',
  'approved → cancelled',
  'open → closed',
  'open → cancelled',
  'closed → open',
  'closed → evaluating',
  'closed → unsuccessful',
  'closed → cancelled',
  'evaluating → awarding',
  'evaluating → unsuccessful',
  'evaluating → cancelled',
  'awarding → completed',
  'awarding → cancelled',
])

const CROSS_TABLE = REQUIREMENT_STATES.flatMap(from => REQUIREMENT_STATES.map(to => ({ from, to, move: `${from} → ${to}` })))

describe('A requirement', () => {
  it('has ten states', () => {
    expect(REQUIREMENT_STATES).toHaveLength(10)
    expect(CROSS_TABLE.filter(({ move }) => LEGAL.has(move))).toHaveLength(LEGAL.size)
  })

  it.each(CROSS_TABLE.filter(({ move }) => LEGAL.has(move)))('may go $move', ({ from, to }) => {
    expect(moveRequirement(from, to)).toBe(to)
  })

  it.each(CROSS_TABLE.filter(({ move }) => !LEGAL.has(move)))('may not go $move', ({ from, to }) => {
    expect(() => moveRequirement(from, to)).toThrow(
      expect.objectContaining({
        kind: 'conflict',
        code: 'requirement-state',
        members: { state: from },
        message: `A requirement cannot go from ${from} to ${to}.`.replaceAll('-', ' '),
      }),
    )
  })
})

describe('stateAt', () => {
  const instant = (text: string): Instant => text as Instant
  const deadline = instant('2026-12-18T12:00:00.000000Z')
  const before = instant('2026-12-18T11:59:59.999999Z')
  const after = instant('2026-12-18T12:00:00.000001Z')

  it.each<[RequirementState, Instant | null, Instant, RequirementState]>([
    ['open', deadline, before, 'open'],
    ['open', deadline, deadline, 'closed'],
    ['open', deadline, after, 'closed'],
    ['open', null, after, 'open'],
  ])('of %s with the deadline %s is at %s %s', (stored, submissionDeadline, now, state) => {
    expect(stateAt(stored, submissionDeadline, now)).toBe(state)
  })

  it.each(REQUIREMENT_STATES.filter(state => state !== 'open'))('leaves %s as it is, before and after the deadline', state => {
    expect([before, after].map(now => stateAt(state, deadline, now))).toEqual([state, state])
  })
})
