import { describe, expect, it } from '@jest/globals'

import { sizeInWords } from './size-in-words.js'

describe('A size in words', () => {
  it.each([
    [0, '0 bytes'],
    [1_023, '1023 bytes'],
    [1_024, '1 KB'],
    [1_048_575, '1023 KB'],
    [1_048_576, '1 MB'],
    [26_214_400, '25 MB'],
  ])('of %d bytes is %s', (bytes, words) => {
    expect(sizeInWords(bytes)).toBe(words)
  })
})
