import { describe, expect, it } from '@jest/globals'

import { isStale, validityOf } from './shortlist-validity.js'

const FIGURE = { key: 'shortlist-validity', value: '2', source: 'x', confidence: 'found' }

describe('A shortlist', () => {
  it.each([
    ['made on a Tuesday', '2026-11-24', '2026-11-26'],
    ['made before a weekend with a holiday of Scotland after it', '2026-11-27', '2026-12-02'],
    ['made before Christmas', '2026-12-24', '2026-12-30'],
  ])('RM freshness: two working days of all nations, %s', (_, madeOn, holdsUntil) => {
    expect(validityOf(madeOn, FIGURE)).toMatchObject({ holdsUntil, holdsBy: { workingDays: 2, calendar: 'united-kingdom', isSure: true } })
  })

  it('holds for ever where the law names no days', () => {
    expect(validityOf('2026-11-24', undefined)).toEqual({ holdsUntil: null, holdsBy: null })
  })

  it.each([
    ['on its last day', '2026-11-26', '2026-11-26', ['a', 'b'], false],
    ['on the day after', '2026-11-26', '2026-11-27', ['a', 'b'], true],
    ['when the categories are others', '2026-11-26', '2026-11-25', ['a'], true],
    ['when they stand in another order', '2026-11-26', '2026-11-25', ['b', 'a'], false],
    ['never without a rule', null, '2036-01-01', ['a'], false],
  ])('is stale or not: %s', (_, holdsUntil, today, now, stale) => {
    expect(isStale({ holdsUntil, categoryIds: ['a', 'b'] }, today, now)).toBe(stale)
  })
})
