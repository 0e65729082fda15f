import { describe, expect, it } from '@jest/globals'

import { bidIncompletenessOf } from './bid-completeness.js'
import type { BidDraft, Declarations } from './bid-content.js'
import { type PartState, priceTotalOf, progressOf, wordCountsOf } from './bid-progress.js'

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

describe('The progress of a bid', () => {
  const asked = { awardQuestions: [{ id: 'A1', criterionId: 'C1', text: 'How?', wordLimit: 3 }], priceLines: lines('1', '1') }

  it.each<[text: string | null, words: number, state: PartState]>([
    [null, 0, 'missing'],
    [' \n ', 0, 'missing'],
    ['one', 1, 'done'],
    ['one two three', 3, 'done'],
    ['one two three four', 4, 'too-long'],
  ])('by the answer %j of %d words is %s', (text, words, state) => {
    const draft = text === null ? {} : { awardAnswers: [{ questionId: 'A1', text }] }
    expect(progressOf(draft, asked).awardAnswers).toEqual([{ questionId: 'A1', words, state }])
  })

  it('names answers that are not asked any more behind those that are', () => {
    const draft = { awardAnswers: [{ questionId: 'A9', text: 'not asked' }] }
    expect(progressOf(draft, asked).awardAnswers).toEqual([
      { questionId: 'A1', words: 0, state: 'missing' },
      { questionId: 'A9', words: 2, state: 'unasked' },
    ])
  })

  it.each<[prices: string[], given: number, state: PartState]>([
    [[], 0, 'missing'],
    [['1'], 1, 'begun'],
    [['1', '0'], 2, 'done'],
    [['1', '2', '3'], 2, 'unasked'],
  ])('by the prices %j is %d of 2, %s', (prices, given, state) => {
    expect(progressOf(priced(...prices), asked).prices).toEqual({ given, asked: 2, state })
  })

  it('has nothing to price where no line is asked', () => {
    expect(progressOf({}, {}).prices).toEqual({ given: 0, asked: 0, state: 'done' })
  })

  it.each<[Declarations, PartState]>([
    [{}, 'missing'],
    [{ conflictOfInterest: ' ', termsAccepted: false, subcontractors: ['Example'] }, 'missing'],
    [{ conflictOfInterest: 'None.' }, 'begun'],
    [{ termsAccepted: true }, 'begun'],
    [{ conflictOfInterest: 'None.', termsAccepted: true }, 'done'],
  ])('by the declarations %j is %s', (declarations, state) => {
    expect(progressOf({ declarations }, asked).details).toBe(state)
  })

  it('is done in every part just where completeness finds nothing', () => {
    const done = {
      awardAnswers: [{ questionId: 'A1', text: 'one' }],
      ...priced('1', '2'),
      declarations: { conflictOfInterest: 'None.', termsAccepted: true },
    }
    const lacking = [
      { ...done, awardAnswers: [] },
      { ...done, ...priced('1') },
      { ...done, ...priced('1', '2', '3') },
      { ...done, declarations: {} },
      { ...done, awardAnswers: [...done.awardAnswers, { questionId: 'A9', text: 'x' }] },
    ]
    for (const draft of [done, ...lacking]) {
      const { awardAnswers, prices, details } = progressOf(draft, asked)
      const states = [...awardAnswers.map(({ state }) => state), prices.state, details]
      expect([draft, states.every(state => state === 'done')]).toEqual([draft, bidIncompletenessOf(draft, asked).length === 0])
    }
  })
})
