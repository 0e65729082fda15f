import { describe, expect, it } from '@jest/globals'

import { refuseStale, StaleVersion } from './revision.js'

describe('refuseStale', () => {
  it.each([0, 1, 2_147_483_647])('lets a writer pass who has seen revision %d, the newest', revision => {
    expect(() => {
      refuseStale(revision, revision)
    }).not.toThrow()
  })

  it.each([
    [2, 1],
    [1, 2],
    [1, 0],
    [1, Number.NaN],
  ])('refuses at revision %d whoever has seen %d', (current, seen) => {
    expect(() => {
      refuseStale(current, seen)
    }).toThrow(StaleVersion)
  })
})
