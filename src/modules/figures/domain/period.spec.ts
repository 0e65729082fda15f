import { describe, expect, it } from '@jest/globals'

import { periodAsked, wholeMonthsBefore } from './period.js'

describe('The months that are over', () => {
  it.each([
    ['2026-11-27', '2025-11-01', '2026-10-31'],
    ['2026-12-01', '2025-12-01', '2026-11-30'],
    ['2026-01-01', '2025-01-01', '2025-12-31'],
    ['2028-03-01', '2027-03-01', '2028-02-29'],
  ])('before %s are those from %s to %s', (today, from, to) => {
    expect(wholeMonthsBefore(today)).toEqual({ from, to })
  })
})

describe('A period that is asked for', () => {
  it.each([
    [{}, '2025-11-28', '2026-11-27'],
    [{ from: '2026-01-01' }, '2026-01-01', '2026-11-27'],
    [{ to: '2026-02-28' }, '2025-03-01', '2026-02-28'],
    [{ from: '2026-02-28', to: '2026-02-28' }, '2026-02-28', '2026-02-28'],
    [{ from: '2021-11-27' }, '2021-11-27', '2026-11-27'],
  ])('as %j is from %s to %s', (asked, from, to) => {
    expect(periodAsked(asked, '2026-11-27')).toEqual({ from, to })
  })

  it.each([
    [{ from: '2026-03-01', to: '2026-02-28' }, 'The first day must not be after the last day'],
    [{ from: '2026-12-01' }, 'The first day must not be after the last day'],
    [{ from: '2021-11-26' }, 'Choose at most 5 years'],
  ])('as %j is refused: %s', (asked, why) => {
    expect(() => periodAsked(asked, '2026-11-27')).toThrow(why)
  })
})
