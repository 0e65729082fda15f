import { describe, expect, it } from '@jest/globals'

import { parseInstant, type Instant } from './instant.js'
import { timeLeft } from './time-left.js'

const at = (text: string): Instant => String(parseInstant(text)) as Instant

describe('The time left', () => {
  it.each([
    ['2026-12-04T17:00:00Z', null],
    ['2026-12-04T16:59:59.999999Z', null],
    ['2026-12-04T17:00:00.000001Z', 'less than a minute'],
    ['2026-12-04T17:00:59.999Z', 'less than a minute'],
    ['2026-12-04T17:01:00Z', '1 minute'],
    ['2026-12-04T17:59:59Z', '59 minutes'],
    ['2026-12-04T18:00:30Z', '1 hour'],
    ['2026-12-04T19:01:00Z', '2 hours and 1 minute'],
    ['2026-12-05T17:30:00Z', '1 day'],
    ['2026-12-06T20:59:00Z', '2 days and 3 hours'],
  ])('until %s is %s', (until, left) => {
    expect(timeLeft(at('2026-12-04T17:00:00Z'), at(until))).toBe(left)
  })
})
