import { describe, expect, it } from '@jest/globals'

import { londonDay, londonTime, londonTimeToMs } from './london-time.js'

describe('londonTime', () => {
  it.each([
    ['2026-12-04T17:00:00.000000Z', '4 December 2026 at 17:00:00 (GMT)'],
    ['2026-07-01T11:59:59.999999Z', '1 July 2026 at 12:59:59 (BST)'],
    ['2026-10-25T00:30:00.000000Z', '25 October 2026 at 01:30:00 (BST)'],
    ['2026-10-25T01:30:00.000000Z', '25 October 2026 at 01:30:00 (GMT)'],
  ])('shows %s as %s', (moment, shown) => {
    expect(londonTime(moment)).toBe(shown)
  })
})

describe('londonDay', () => {
  it.each([
    ['2026-12-04T23:59:59.999999Z', '2026-12-04'],
    ['2026-07-01T22:59:59.999999Z', '2026-07-01'],
    ['2026-07-01T23:00:00.000000Z', '2026-07-02'],
    ['2027-01-01T00:00:00.000000Z', '2027-01-01'],
  ])('puts %s on %s', (moment, day) => {
    expect(londonDay(moment)).toBe(day)
  })
})

describe('londonTimeToMs', () => {
  it.each([
    ['2026-12-04T16:59:59.999999Z', '4 December 2026 at 16:59:59.999 (GMT)'],
    ['2026-12-04T17:00:00.000000Z', '4 December 2026 at 17:00:00.000 (GMT)'],
    ['2026-07-01T11:59:59.123456Z', '1 July 2026 at 12:59:59.123 (BST)'],
  ])('shows %s as %s', (moment, shown) => {
    expect(londonTimeToMs(moment)).toBe(shown)
  })
})
