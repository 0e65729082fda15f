import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

import { amountOf, penceFrom } from './money.js'

const MOST = 9_999_999_999_999_99n

describe('penceFrom', () => {
  it.each<[string, bigint]>([
    ['0.00', 0n],
    ['0.01', 1n],
    ['0.10', 10n],
    ['1.00', 100n],
    ['250000.00', 25_000_000n],
    ['9007199254740993.00'.slice(-16), 719_925_474_099_300n],
    ['9999999999999.99', MOST],
  ])('reads %s', (amount, pence) => {
    expect(penceFrom(amount)).toBe(pence)
  })

  it.each([
    '',
    '1',
    '1.',
    '.50',
    '1.5',
    '1.005',
    '01.00',
    '00.00',
    '-1.00',
    '+1.00',
    '1e3',
    '1,000.00',
    ' 1.00',
    '1.00 ',
    '1.00\n',
    '£1.00',
  ])('reads nothing from %j', amount => {
    expect(penceFrom(amount)).toBeNull()
  })

  it.each(['10000000000000.00', '١.٠٠', '１.００', 'NaN', 'Infinity'])(
    'reads nothing from %s, which is too long or not in ASCII digits',
    amount => {
      expect(penceFrom(amount)).toBeNull()
    },
  )
})

describe('amountOf', () => {
  it('gives back what penceFrom read, to the penny', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MOST }), pence => {
        expect(penceFrom(amountOf(pence))).toBe(pence)
      }),
    )
  })

  it('writes every amount in its one spelling', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: MOST }), pence => {
        const amount = amountOf(pence)
        expect(amount).toMatch(/^(0|[1-9]\d{0,12})\.\d\d$/)
        expect(amountOf(penceFrom(amount) ?? -1n)).toBe(amount)
      }),
    )
  })
})
