import { describe, expect, it } from '@jest/globals'

import { differenceOf, membersOf } from './difference.js'

describe('The difference', () => {
  it.each<[string, object, object, object, object]>([
    ['of equals is none', { a: 1, b: { c: [1], d: 2 } }, { b: { d: 2, c: [1] }, a: 1 }, {}, {}],
    ['shows what changed whole', { a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }, { a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }],
    ['shows what came', {}, { a: null }, {}, { a: null }],
    ['shows what went', { a: 0 }, {}, { a: 0 }, {}],
    ['minds the order of lists', { a: [1, 2] }, { a: [2, 1] }, { a: [1, 2] }, { a: [2, 1] }],
  ])('%s', (_what, from, to, before, after) => {
    expect(differenceOf(from, to)).toEqual({ before, after })
  })

  it('names each member once', () => {
    expect(membersOf(differenceOf({ a: 1, b: 1, d: 1 }, { a: 2, c: 1, d: 1 }))).toEqual(['a', 'b', 'c'])
  })
})
