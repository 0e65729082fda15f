import { describe, expect, it } from '@jest/globals'

import { pauseAfter, type TroubleKind } from './mail-retries.js'

describe('A mail that was not taken', () => {
  it.each<[TroubleKind, number, number | null]>([
    ['no-server', 1, 30],
    ['postponed', 2, 60],
    ['refused', 3, 120],
    ['no-server', 6, 1800],
    ['no-server', 7, 1800],
    ['postponed', 200, 1800],
    ['refused', 19, 1800],
    ['refused', 20, null],
    ['refused', 21, null],
  ])('(%s, %i tries) waits for %p seconds', (kind, attempts, pause) => {
    expect(pauseAfter(kind, attempts)).toBe(pause)
  })
})
