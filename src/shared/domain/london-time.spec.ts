import { describe, expect, it } from '@jest/globals'

import { londonTime, londonTimeToMs } from './london-time.js'

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

describe('londonTimeToMs', () => {
  it.each([
    ['2026-12-04T16:59:59.999999Z', '4 December 2026 at 16:59:59.999 (GMT)'],
    ['2026-12-04T17:00:00.000000Z', '4 December 2026 at 17:00:00.000 (GMT)'],
    ['2026-07-01T11:59:59.123456Z', '1 July 2026 at 12:59:59.123 (BST)'],
  ])('shows %s as %s', (moment, shown) => {
    expect(londonTimeToMs(moment)).toBe(shown)
  })
})
