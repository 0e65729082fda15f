import { describe, expect, it } from '@jest/globals'

import { reviewKindOf } from './review-kind.js'

const claim = (values: Record<string, string>) => ({ values, rows: [] })

describe('What a changed answer is reviewed as', () => {
  it.each([
    ['answer-changed', 'other words', claim({ productVersion: '1', claim: 'a' }), claim({ productVersion: '1', claim: 'b' })],
    ['answer-changed', 'an answer that is about no product', claim({ name: 'a' }), claim({ name: 'b' })],
    ['new-model-version', 'another version of the product', claim({ productVersion: '1' }), claim({ productVersion: '2' })],
    ['new-model-version', 'a version that was not named before', claim({}), claim({ productVersion: '2' })],
  ] as const)('is %s: %s', (kind, _, before, after) => {
    expect(reviewKindOf(before, after)).toBe(kind)
  })
})
