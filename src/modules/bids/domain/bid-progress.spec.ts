import { describe, expect, it } from '@jest/globals'

import type { BidDraft } from './bid-content.js'
import { priceTotalOf, wordCountsOf } from './bid-progress.js'

const lines = (...quantities: string[]) =>
  quantities.map((quantity, place) => ({ id: `P${place + 1}`, title: 'x', unit: 'month', quantity }))

const priced = (...prices: string[]): BidDraft => ({
  priceSchedule: prices.map((unitPrice, place) => ({ lineId: `P${place + 1}`, unitPrice })),
})

describe('The total of a price schedule', () => {
  it.each<[prices: string[], quantities: string[], total: string | null]>([
    [['4950.00'], ['24'], '118800.00'],
    [['0.1', '0.2'], ['1', '1'], '0.30'],
    [['1.005'], ['1'], '1.005'],
    [['33.3333'], ['0.333'], '11.0999889'],
    [['0'], ['24'], '0.00'],
    [['9999999999999.9999', '0.0001'], ['9999999999999.999', '0.001'], '99999999999999989000000000.0000002'],
    [['4950'], ['24', '1'], null],
    [[], ['24'], null],
    [['4950', '7'], ['24'], '118800.00'],
    [[], [], '0.00'],
  ])('of %j for %j is %s, exactly', (prices, quantities, total) => {
    expect(priceTotalOf(priced(...prices), { priceLines: lines(...quantities) })).toBe(total)
  })
})

describe('The word counts', () => {
  const asked = {
    awardQuestions: [
      { id: 'A2', criterionId: 'C1', text: 'Why?', wordLimit: 500 },
      { id: 'A1', criterionId: 'C1', text: 'How?', wordLimit: 3 },
    ],
  }

  it('name every question in its order, answered or not, and no other', () => {
    const awardAnswers = [
      { questionId: 'A1', text: ' one two\nthree four ' },
      { questionId: 'A9', text: 'x' },
    ]
    expect(wordCountsOf({ awardAnswers }, asked)).toEqual([
      { questionId: 'A2', words: 0, wordLimit: 500 },
      { questionId: 'A1', words: 4, wordLimit: 3 },
    ])
    expect(wordCountsOf({}, {})).toEqual([])
  })
})
