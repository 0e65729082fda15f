import { describe, expect, it } from '@jest/globals'

import type { Instant } from '../../../shared/domain/instant.js'
import { type Dated, keyDates } from './key-dates.js'

const on = (day: number): Instant => `2026-12-${String(day).padStart(2, '0')}T12:00:00.000000Z` as Instant

const DATED: Dated = {
  publishedAt: on(1),
  clarificationDeadline: on(8),
  submissionDeadline: on(18),
  bidsOpenedAt: null,
  changes: [],
}

const shown = (dated: Partial<Dated>, now: Instant): string[] =>
  keyDates({ ...DATED, ...dated }, now).map(({ what, at, isPast }) => `${at.slice(8, 10)} ${what}${isPast ? '' : ' to come'}`)

describe('The key dates of a requirement', () => {
  it.each<[string, Partial<Dated>, Instant, string[]]>([
    ['an open one', {}, on(2), ['01 published', '08 questions-end to come', '18 bids-end to come']],
    ['one at its very deadline', {}, on(18), ['01 published', '08 questions-end', '18 bids-end']],
    ['a draft', { publishedAt: null, clarificationDeadline: null }, on(2), ['18 bids-end to come']],
    [
      'an opened one',
      { bidsOpenedAt: on(19), changes: [{ kind: 'extended', changedAt: on(3) }] },
      on(20),
      ['01 published', '03 extended', '08 questions-end', '18 bids-end', '19 opened'],
    ],
    [
      'a cancelled one',
      { changes: [{ kind: 'cancelled', changedAt: on(9) }] },
      on(10),
      ['01 published', '08 questions-end', '09 cancelled'],
    ],
  ])('of %s stand first to last', (_, dated, now, expected) => {
    expect(shown(dated, now)).toEqual(expected)
  })
})
