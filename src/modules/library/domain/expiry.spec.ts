import { describe, expect, it } from '@jest/globals'

import { type ExpiryState, expiryState, reminderMarks, remindersInWords } from './expiry.js'

const set = (daysBefore: number[], stillDaysAfter = 30) => ({ reminders: { daysBefore, stillDaysAfter, source: 'a test' } })

describe('An expiry', () => {
  it.each<[expiresOn: string | null, state: ExpiryState]>([
    [null, 'none'],
    ['2026-11-27', 'expired'],
    ['2026-11-28', 'near'],
    ['2027-01-27', 'near'],
    ['2027-01-28', 'good'],
  ])('on %s is %s on 28 November 2026, where the first reminder is 60 days before', (expiresOn, state) => {
    expect(expiryState(set([60, 30, 0]), expiresOn, '2026-11-28')).toBe(state)
  })

  it.each<[string, ReturnType<typeof set>, [daysBefore: number, lateUntil: number][]]>([
    [
      'until the next is due',
      set([60, 30, 0]),
      [
        [60, 30],
        [30, 0],
        [0, -30],
      ],
    ],
    [
      'whatever their order, and each once',
      set([0, 60, 60]),
      [
        [60, 0],
        [0, -30],
      ],
    ],
    ['for as long after the last as is said', set([7], 2), [[7, -2]]],
  ])('is told of %s', (_what, reminders, marks) => {
    expect(reminderMarks(reminders).map(({ daysBefore, lateUntilDays }) => [daysBefore, lateUntilDays])).toEqual(marks)
  })

  it.each([
    [[60, 30, 0], '60 and 30 days before, and on the last day'],
    [[0, 30, 90, 60, 60], '90, 60 and 30 days before, and on the last day'],
    [[1], '1 day before'],
    [[0], 'on the last day'],
  ])('that is reminded of %j days before is so in words: %s', (days, words) => {
    expect(remindersInWords(set(days))).toBe(words)
  })
})
