import { describe, expect, it } from '@jest/globals'

import { replyDays } from './reply-days.js'

const TEN = { workingDays: 10, calendar: 'england-and-wales' } as const

describe('The days by which a supplier may be asked to reply', () => {
  it.each([
    ['on a Monday', '2026-11-23', '2026-12-07', '2026-11-24', '2026-12-07'],
    ['before a weekend', '2026-11-27', '2026-12-07', '2026-11-30', '2026-12-11'],
    ['before Christmas', '2026-12-24', '2027-01-20', '2026-12-29', '2027-01-20'],
    ['when the decision is overdue', '2026-12-09', '2026-12-07', '2026-12-10', '2026-12-23'],
  ])('%s, %s, due on %s: from %s until %s', (_, today, dueOn, earliest, latest) => {
    expect(replyDays(today, dueOn, TEN)).toEqual({ earliest, latest })
  })
})
