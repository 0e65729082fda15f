import { describe, expect, it } from '@jest/globals'

import { isWorkingDay, workingDaysAfter } from './working-days.js'

describe('Working days', () => {
  it.each([
    ['an application received on Monday 23 November 2026', '2026-11-23', 10, '2026-12-07', '2026-12-08'],
    ['the same with an extension', '2026-11-23', 15, '2026-12-14', '2026-12-15'],
    ['a shortlist made on Tuesday 24 November 2026', '2026-11-24', 2, '2026-11-26', '2026-11-26'],
    ['a shortlist made on Friday 27 November 2026', '2026-11-27', 2, '2026-12-01', '2026-12-02'],
    // A standstill counts the day of publication as its first: seven more make eight.
    ['a standstill from Thursday 17 December 2026', '2026-12-17', 7, '2026-12-30', '2026-12-30'],
    ['a standstill from Thursday 24 December 2026', '2026-12-24', 7, '2027-01-07', '2027-01-08'],
    ['none at all, from a Saturday', '2026-11-28', 0, '2026-11-28', '2026-11-28'],
    ['one from a Saturday', '2026-11-28', 1, '2026-11-30', '2026-12-01'],
    ['the leap day', '2028-02-28', 1, '2028-02-29', '2028-02-29'],
  ])('of %s', (_event, day, count, englandAndWales, unitedKingdom) => {
    expect(workingDaysAfter(day, count, 'england-and-wales')).toBe(englandAndWales)
    expect(workingDaysAfter(day, count, 'united-kingdom')).toBe(unitedKingdom)
  })

  it('end with the year 9999', () => {
    expect(() => workingDaysAfter('9999-12-30', 5, 'united-kingdom')).toThrow('There is no day 1 days after 9999-12-31.')
  })

  it.each([
    ['2026-11-30', true, false],
    ['2026-07-13', true, false],
    ['2026-12-28', false, false],
    ['2026-12-05', false, false],
    ['2026-12-04', true, true],
  ])('%s is one in England and Wales: %s, in the whole kingdom: %s', (day, englandAndWales, unitedKingdom) => {
    expect(isWorkingDay(day, 'england-and-wales')).toBe(englandAndWales)
    expect(isWorkingDay(day, 'united-kingdom')).toBe(unitedKingdom)
  })
})
