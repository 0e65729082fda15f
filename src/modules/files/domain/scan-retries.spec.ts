import { describe, expect, it } from '@jest/globals'

import { retryAfterSeconds } from './scan-retries.js'

describe('A scan that came to no verdict', () => {
  it.each([
    [1, 5],
    [2, 10],
    [3, 20],
    [6, 160],
    [7, 300],
    [1000, 300],
  ])('for the %sth time is made again after %s seconds', (attempts, seconds) => {
    expect(retryAfterSeconds(attempts)).toBe(seconds)
  })
})
