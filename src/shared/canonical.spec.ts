import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

import { canonicalBytes, sha256, shownHash } from './canonical.js'

describe('canonicalBytes', () => {
  it.each<[unknown, string]>([
    [{ b: 1, a: [true, null] }, '{"a":[true,null],"b":1}'],
    [
      { '\u20ac': 1, '\r': 2, '1': 3, '\u0080': 4, ö: 5, '\ud83d\ude00': 6, '\ufb33': 7 },
      '{"\\r":2,"1":3,"\u0080":4,"ö":5,"€":1,"😀":6,"\ufb33":7}',
    ],
    [[1e21, 1e-7, -0, 333333333.3333333, 4.5, 0.002], '[1e+21,1e-7,0,333333333.3333333,4.5,0.002]'],
    ['\u2028<é>"\\\n', '"\u2028<é>\\"\\\\\\n"'],
    [{ left: undefined, kept: 1 }, '{"kept":1}'],
  ])('writes %j as RFC 8785 does', (value, text) => {
    expect(canonicalBytes(value).toString('utf8')).toBe(text)
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a function', () => 1],
    ['a lone surrogate', '\ud800'],
    ['a lone surrogate in a name', { '\udc00': 1 }],
    ['not a number', [Number.NaN]],
    ['infinity', { a: Number.POSITIVE_INFINITY }],
  ])('throws on %s', (_what, value) => {
    expect(() => canonicalBytes(value)).toThrow()
  })

  it('gives the same bytes for the same value, however it was written, and loses nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), value => {
        const bytes = canonicalBytes(value)
        const again: unknown = JSON.parse(bytes.toString('utf8'))
        expect(canonicalBytes(backwards(again))).toEqual(bytes)
        expect(JSON.stringify(again)).toBe(JSON.stringify(JSON.parse(bytes.toString('utf8'))))
      }),
    )
  })
})

describe('shownHash', () => {
  it('shows SHA-256 with its name and in hexadecimal', () => {
    expect(shownHash(sha256(Buffer.from('abc')))).toBe('sha256-ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})

/** The same value with the members of its objects in another order. */
function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, backwards(member)]),
  )
}
