import { describe, expect, it } from '@jest/globals'
import canonicalize from 'canonicalize'
import fc from 'fast-check'

import { canonicalJson } from './canonical-json.js'

const anything = fc.anything({
  key: fc.oneof(fc.string({ unit: 'binary' }), fc.integer().map(String)),
  values: [fc.string({ unit: 'binary' }), fc.double(), fc.integer(), fc.boolean(), fc.constantFrom(null, undefined)],
  withNullPrototype: true,
})

const outcomeOf = (write: (value: unknown) => string | undefined, value: unknown): string | undefined => {
  try {
    return write(value)
  } catch {
    return 'throws'
  }
}

describe('canonicalJson', () => {
  it('writes whatever the library of the standard’s author writes, and throws where it throws', () => {
    fc.assert(
      fc.property(anything, value => {
        expect(outcomeOf(canonicalJson, value)).toBe(outcomeOf(canonicalize, value))
      }),
      { numRuns: 2_000 },
    )
  })

  it('keeps empty things, items without a value and members named like numbers in their places', () => {
    expect(canonicalJson({ 10: [], 9: {}, a: [undefined, ''], b: undefined })).toBe('{"10":[],"9":{},"a":[null,""]}')
  })
})
