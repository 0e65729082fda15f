import { randomBytes } from 'node:crypto'

import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

import { joinShares, otherSide, splitSecret } from './shares.js'

const ZEROS = Buffer.alloc(32)

describe('The shares of a secret', () => {
  it.each<[string, Buffer, Buffer, Buffer]>([
    ['nothing and nothing', ZEROS, ZEROS, ZEROS],
    ['a share and itself', Buffer.alloc(32, 7), Buffer.alloc(32, 7), ZEROS],
    ['a share and nothing', Buffer.alloc(32, 7), ZEROS, Buffer.alloc(32, 7)],
    ['half of the bits and the other half', Buffer.alloc(32, 0xf0), Buffer.alloc(32, 0x0f), Buffer.alloc(32, 0xff)],
  ])('joined of %s', (_, buyer, operator, secret) => {
    expect(joinShares({ buyer, operator }).equals(secret)).toBe(true)
  })

  it('give it back whatever it is, and neither alone is it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), bytes => {
        const secret = Buffer.from(bytes)
        const shares = splitSecret(secret)
        expect(joinShares(shares).equals(secret)).toBe(true)
        expect([shares.buyer.equals(secret), shares.operator.equals(secret)]).toEqual([false, false])
      }),
    )
  })

  it('are others each time, so that shares of two splits give nothing', () => {
    const secret = randomBytes(32)
    const [one, other] = [splitSecret(secret), splitSecret(secret)]
    expect(one.buyer.equals(other.buyer)).toBe(false)
    expect(joinShares({ buyer: one.buyer, operator: other.operator }).equals(secret)).toBe(false)
  })

  it('are each as often one bit as the other, whatever the secret is', () => {
    const ones = { buyer: 0, operator: 0 }
    for (let split = 0; split < 500; split += 1) {
      const shares = splitSecret(ZEROS)
      for (const side of ['buyer', 'operator'] as const) ones[side] += bitsOf(shares[side])
    }
    // 128,000 coins: six deviations are 1,073 off the half.
    for (const side of ['buyer', 'operator'] as const) expect(Math.abs(ones[side] - 64_000)).toBeLessThan(1_073)
  })

  it('do not join where one is cut short', () => {
    expect(() => joinShares({ buyer: ZEROS, operator: ZEROS.subarray(1) })).toThrow('one length')
  })

  it('belong to two sides', () => {
    expect([otherSide('buyer'), otherSide('operator')]).toEqual(['operator', 'buyer'])
  })
})

const bitsOf = (bytes: Buffer): number => bytes.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)
