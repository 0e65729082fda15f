import { describe, expect, it } from '@jest/globals'

import type { Instant } from '../../../shared/domain/instant.js'
import { decidedOn, type GivenVersion, isBefore } from './decided-on.js'

const MONDAY = '2026-11-23T10:00:00.000000Z' as Instant
const TUESDAY = '2026-11-24T10:00:00.000000Z' as Instant
const WEDNESDAY = '2026-11-25T10:00:00.000000Z' as Instant

const version = (number: number, given: GivenVersion['given'], pinnedAt: Instant, answerId = 'a'): GivenVersion => ({
  ...{ answerId, version: number, given, pinnedAt },
})

const SUBMITTED = version(1, 'submitted', MONDAY)
const REPLIED = version(2, 'replied', TUESDAY)
const CHANGED = version(3, 'changed', WEDNESDAY)

describe('What a decision rests on', () => {
  it.each<[string, GivenVersion[], Instant | null, GivenVersion[]]>([
    ['what was submitted', [SUBMITTED], TUESDAY, [SUBMITTED]],
    ['what was replied in its place', [REPLIED, SUBMITTED], WEDNESDAY, [REPLIED]],
    ['what was replied at that very moment', [SUBMITTED, REPLIED], TUESDAY, [REPLIED]],
    ['not what was changed after it', [CHANGED, REPLIED, SUBMITTED], TUESDAY, [REPLIED]],
    ['not what was changed, by whatever clock', [version(2, 'changed', MONDAY), SUBMITTED], TUESDAY, [SUBMITTED]],
    [
      'the newest of each answer',
      [SUBMITTED, version(1, 'submitted', MONDAY, 'b'), REPLIED],
      WEDNESDAY,
      [REPLIED, version(1, 'submitted', MONDAY, 'b')],
    ],
    ['what is there now, while nothing is decided', [SUBMITTED, REPLIED], null, [REPLIED]],
    ['nothing of an answer that was first given after it', [CHANGED], TUESDAY, []],
  ])('is %s', (_, versions, decidedAt, expected) => {
    expect(decidedOn(versions, decidedAt)).toEqual(expected)
  })

  it('comes before it, and what was changed since does not', () => {
    expect([SUBMITTED, REPLIED, CHANGED].map(each => isBefore(each, TUESDAY))).toEqual([true, true, false])
    expect([SUBMITTED, REPLIED].every(each => isBefore(each, null))).toBe(true)
  })
})
