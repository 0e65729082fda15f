import { describe, expect, it } from '@jest/globals'

import { newSecret, shownSecret, stepOf } from './one-time-codes.js'

/** The secret of RFC 6238, appendix B; its codes there have eight digits, of which an app shows the last six. */
const SECRET = Buffer.from('12345678901234567890')

describe('A one-time code', () => {
  it.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_111_111_111, '050471', 37_037_037],
    [1_234_567_890, '005924', 41_152_263],
    [2_000_000_000, '279037', 66_666_666],
    [20_000_000_000, '353130', 666_666_666],
  ])('of RFC 6238 at %d is %s', (seconds, code, step) => {
    expect(stepOf(SECRET, code, seconds * 1000)).toBe(step)
  })

  it.each([
    [-30.001, false],
    [-30, true],
    [0, true],
    [29.999, true],
    [59.999, true],
    [60, false],
  ])('is good from thirty seconds before its own thirty until thirty after: at %d %s', (seconds, isGood) => {
    const begin = 41_152_263 * 30
    expect(stepOf(SECRET, '005924', (begin + seconds) * 1000)).toBe(isGood ? 41_152_263 : null)
  })

  it.each(['', '28708', '2870820', '000000', '28708a', '２８７０８２', '-87082'])('is not %j', code => {
    expect(stepOf(SECRET, code, 59_000)).toBeNull()
  })
})

describe('A secret', () => {
  it('is of 160 bits, and another each time', () => {
    expect(newSecret()).toHaveLength(20)
    expect(newSecret().equals(newSecret())).toBe(false)
  })

  it('is shown as an address that apps read, and as text', () => {
    expect(shownSecret(SECRET, 'a b@example.test')).toEqual({
      uri: 'otpauth://totp/AI%20Marketplace:a%20b%40example.test?issuer=AI%20Marketplace&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&algorithm=SHA1&digits=6&period=30',
      text: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
    })
  })
})
