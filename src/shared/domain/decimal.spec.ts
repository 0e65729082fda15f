import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

import { decimalOf, inUnits, pounds } from './decimal.js'

describe('inUnits', () => {
  it.each<[string, number, bigint]>([
    ['0', 3, 0n],
    ['33.3', 3, 33_300n],
    ['33.333', 3, 33_333n],
    ['0.001', 3, 1n],
    ['9999999999999.9999', 4, 99_999_999_999_999_999n],
  ])('reads %s with %d decimals as %s', (figure, decimals, units) => {
    expect(inUnits(figure, decimals)).toBe(units)
  })
})

describe('decimalOf', () => {
  it.each<[bigint, number, number, string]>([
    [0n, 3, 0, '0'],
    [0n, 7, 2, '0.00'],
    [99_990n, 3, 0, '99.99'],
    [100_000n, 3, 0, '100'],
    [1n, 7, 2, '0.0000001'],
    [1_188_000_000_000n, 7, 2, '118800.00'],
    [10_050_000n, 7, 2, '1.005'],
  ])('writes %s units of %d decimals, %d at least, as %s', (units, decimals, atLeast, text) => {
    expect(decimalOf(units, decimals, atLeast)).toBe(text)
  })

  it('is the way back, however large', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.integer({ min: 1, max: 9 }), (units, decimals) => {
        expect(inUnits(decimalOf(units, decimals), decimals)).toBe(units)
      }),
    )
  })
})

describe('pounds', () => {
  it.each([
    ['0.5', '£0.5'],
    ['850.00', '£850.00'],
    ['1000', '£1,000'],
    ['145900.00', '£145,900.00'],
    ['9999999999999.9999', '£9,999,999,999,999.9999'],
  ])('shows %s as %s', (amount, shown) => {
    expect(pounds(amount)).toBe(shown)
  })
})
