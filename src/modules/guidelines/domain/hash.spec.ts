import { createHash } from 'node:crypto'

import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

import { canonicalJson } from '../../../shared/domain/canonical-json.js'
import { hashOf } from './hash.js'
import { hashable } from './json.js'

const anything = fc.anything({
  key: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a', '__proto__', '10', '9')),
  values: [fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constantFrom(null, undefined, -0)],
  withSparseArray: true,
  withNullPrototype: true,
  maxDepth: 5,
})

const deep = (levels: number): unknown => (levels === 0 ? { end: [undefined, '\ud800'] } : [deep(levels - 1)])

const ofMadeSafe = (value: unknown): string =>
  `sha256-${createHash('sha256')
    .update(canonicalJson(hashable(value)) ?? '')
    .digest('hex')}`

describe('hashOf', () => {
  it('hashes what is fit to be hashed as it is like what was made so', () => {
    fc.assert(
      fc.property(anything, value => {
        expect(hashOf(value)).toBe(ofMadeSafe(value))
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([14, 15, 16, 17, 18, 40])('does so %d levels deep', levels => {
    expect(hashOf(deep(levels))).toBe(ofMadeSafe(deep(levels)))
  })
})
