import { describe, expect, it } from '@jest/globals'

import type { Instant } from '../../../shared/domain/instant.js'
import { daysSince, lastDayForMaterialAnswer } from './answer-time.js'

describe('An answer that matters to bids', () => {
  it.each<[string, number, string | null]>([
    ['2026-12-18T12:00:00.000000Z', 6, '2026-12-11'],
    ['2026-07-03T22:30:00.000000Z', 6, '2026-06-26'],
    ['2026-12-18T12:00:00.000000Z', 0, null],
  ])('for a deadline of %s that leaves %d days is given by %s', (deadline, days, expected) => {
    expect(lastDayForMaterialAnswer(deadline as Instant, days)).toBe(expected)
  })
})

describe('A question that waits', () => {
  it.each<[string, string, number]>([
    ['2026-12-04', '2026-12-04T23:59:00.000000Z', 0],
    ['2026-12-04', '2026-12-05T00:01:00.000000Z', 1],
    ['2026-10-24', '2026-10-26T00:01:00.000000Z', 2],
  ])('since %s is at %s so many days old: %d', (day, now, expected) => {
    expect(daysSince(day, now as Instant)).toBe(expected)
  })
})
