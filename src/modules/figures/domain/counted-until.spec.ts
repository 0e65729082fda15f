import { describe, expect, it } from '@jest/globals'

import { countedUntil } from './counted-until.js'

const RULE = { fewestShown: 5 }

/** So many who joined in one month after the other, from January. */
const joined = (...suppliers: number[]) =>
  suppliers.map((count, place) => ({ lastDay: `2027-${String(place + 1).padStart(2, '0')}-28`, suppliers: count }))

describe('The last day that figures of participation count', () => {
  it.each<[what: string, months: number[], day: string | null]>([
    ['nobody has joined', [], null],
    ['four have', [4], null],
    ['five have in one month', [5], '2027-01-28'],
    ['one follows them', [5, 1], '2027-01-28'],
    ['one a month makes five', [5, 1, 1, 1, 1, 1], '2027-06-28'],
    ['two short of five wait for the third', [5, 3, 1, 12], '2027-04-28'],
    ['many, and then four', [40, 4], '2027-01-28'],
  ])('where %s', (_, months, day) => {
    expect(countedUntil(joined(...months), RULE)).toBe(day)
  })
})
