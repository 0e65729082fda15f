import { describe, expect, it } from '@jest/globals'

import { allOf, anyOf, notOf, type Tri } from './three-valued.js'

const TABLE: [Tri, Tri, Tri, Tri][] = [
  [true, true, true, true],
  [true, false, false, true],
  [true, 'unknown', 'unknown', true],
  [false, true, false, true],
  [false, false, false, false],
  [false, 'unknown', false, 'unknown'],
  ['unknown', true, 'unknown', true],
  ['unknown', false, false, 'unknown'],
  ['unknown', 'unknown', 'unknown', 'unknown'],
]

describe('three-valued logic', () => {
  it.each(TABLE)('joins %p and %p to all %p, any %p', (left, right, all, any) => {
    expect([allOf([left, right]), anyOf([left, right])]).toEqual([all, any])
  })

  it.each<[Tri, Tri]>([
    [true, false],
    [false, true],
    ['unknown', 'unknown'],
  ])('turns %p into %p', (before, after) => {
    expect(notOf(before)).toBe(after)
  })
})
