import { describe, expect, it } from '@jest/globals'

import { type NextNeeded, nextNeeded, type Progress } from './next-needed.js'

const OPEN: Progress = { state: 'open', toJudge: 5, judged: 5, waiting: 0 }

describe('Who is needed next', () => {
  it.each<[string, Partial<Progress>, NextNeeded | null]>([
    ['an officer while something is to be judged', { judged: 4, waiting: 1 }, 'officer'],
    ['the supplier while it has time to explain', { waiting: 1 }, 'supplier'],
    ['an officer when all is judged', {}, 'officer'],
    ['a senior officer after the first of two', { state: 'awaiting-second' }, 'senior-officer'],
    ['nobody when it is signed off', { state: 'signed-off' }, null],
  ])('is %s', (_who, change, next) => {
    expect(nextNeeded({ ...OPEN, ...change })).toBe(next)
  })
})
