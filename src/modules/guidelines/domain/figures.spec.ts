import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

import { compareFigures, distanceBetween, figureOf, isFigure, orderOf, shownFigure, type Figure } from './figures.js'
import type { Json } from './json.js'

function figure(value: Json): Figure {
  const read = figureOf(value)
  if (read === null) throw new Error(`${JSON.stringify(value)} is no figure`)
  return read
}
const LONG = '1'.repeat(60)

describe('a figure', () => {
  it.each<[Json, string]>([
    ['0.93', '0.93'],
    ['0.90', '0.9'],
    ['100', '100'],
    ['007', '7'],
    ['-0', '0'],
    ['-0.00', '0'],
    [-0, '0'],
    ['-1.50', '-1.5'],
    ['-0.05', '-0.05'],
    [' 12 ', '12'],
    [12.5, '12.5'],
    [1e-7, '0.0000001'],
    [1.5e-7, '0.00000015'],
    [1e21, '1000000000000000000000'],
    [1.5e21, '1500000000000000000000'],
    [-2.5e-10, '-0.00000000025'],
    [LONG, LONG],
  ])('of %p is %s', (value, text) => {
    expect(shownFigure(figure(value))).toBe(text)
  })

  it.each<[Json]>([
    ['1e5'],
    ['.5'],
    ['5.'],
    ['1,5'],
    ['+1'],
    ['--1'],
    ['1 000'],
    [''],
    ['½'],
    ['١٢'],
    ['0x10'],
    ['NaN'],
    ['Infinity'],
    [`${LONG}1`],
    [Number.NaN],
    [Infinity],
    [-Infinity],
    [true],
    [null],
    [['1']],
  ])('is not %p', value => {
    expect(figureOf(value)).toBeNull()
  })

  it('may have up to sixty digits and signs as an answer, and no spaces', () => {
    expect([LONG, `${LONG}1`, ' 1', '-1.0'].map(isFigure)).toEqual([true, false, false, true])
  })
})

describe('compareFigures', () => {
  it.each<[Json, Json, number]>([
    ['0.10', '0.1', 0],
    ['-0', '0', 0],
    ['0.300000000000000000000000000001', '0.3', 1],
    ['-1', '-2', 1],
    ['2', '10', -1],
    [0.1, '0.1', 0],
    [1e-7, '0.0000001', 0],
    [1e21, '1000000000000000000001', -1],
    [LONG, `${'1'.repeat(59)}2`, -1],
  ])('finds %p against %p %p', (one, other, order) => {
    expect([compareFigures(figure(one), figure(other)), compareFigures(figure(other), figure(one))]).toEqual([order, 0 - order])
  })

  it('orders whole numbers as they are, however many zeros follow the point', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), fc.nat({ max: 5 }), (one, other, zeros) => {
        const [left, right] = [one % 10n ** 40n, other % 10n ** 40n]
        const written = figure(`${left}.0${'0'.repeat(zeros)}`)
        expect(compareFigures(written, figure(String(right)))).toBe(left < right ? -1 : left > right ? 1 : 0)
      }),
    )
  })
})

describe('distanceBetween', () => {
  it.each<[Json, Json, string]>([
    ['0.31', '0.29', '0.02'],
    ['0.29', '0.31', '0.02'],
    ['0.3', '0.1', '0.2'],
    ['-1', '1', '2'],
    ['5', '5.00', '0'],
    [0.3, '0.1', '0.2'],
  ])('of %p and %p is exactly %s', (one, other, apart) => {
    expect(shownFigure(distanceBetween(figure(one), figure(other)))).toBe(apart)
  })
})

describe('the order of two figures', () => {
  it.each<[Json, Json, number | null]>([
    ['0.1', '0.10', 0],
    ['1', '0.9', 1],
    [100, '100.0', 0],
    ['-0', 0, 0],
    [' 2 ', 2, 0],
    ['0.3', '0.30000000000000001', -1],
    [0.1, '0.1000000000000000055', -1],
    ['9007199254740993', 9007199254740992, 1],
    ['123456789012345678', '123456789012345679', -1],
    ['123456789012345678', null, null],
    ['many', 1, null],
    [1, Number.NaN, null],
    [Infinity, 1, null],
    [['1'], '1', null],
  ])('%p and %p is %p', (one, other, order) => {
    const found = orderOf(one, other)
    expect(found === null ? null : Math.sign(found) + 0).toBe(order)
  })

  it('is the exact one, however long they are', () => {
    const digits = fc.stringMatching(/^[0-9]{1,10}$/)
    const text = fc.tuple(fc.constantFrom('', '-'), digits, digits).map(([sign, whole, part]) => `${sign}${whole}.${part}`)
    const any = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer())
    fc.assert(
      fc.property(any, any, (one, other) => {
        expect(Math.sign(orderOf(one, other) ?? NaN)).toBeCloseTo(compareFigures(figure(one), figure(other)))
      }),
      { numRuns: 1000 },
    )
  })
})
