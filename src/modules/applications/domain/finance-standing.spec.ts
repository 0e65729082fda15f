import { describe, expect, it } from '@jest/globals'

import { financeStanding } from './finance-standing.js'

const FIGURE = { value: '35', source: 'RM6200' }
const SCALE = { value: '100' }
const scored = (score: string, highest = '100') => ({ scored: 'yes', provider: 'A rating agency', score, highest })

describe('The financial standing of a supplier', () => {
  it.each([
    ['at the figure', scored('35'), FIGURE, false],
    ['above it', scored('80'), FIGURE, false],
    ['below it', scored('34'), FIGURE, true],
    ['with no score', { scored: 'no', instead: 'Accounts of two years.' }, FIGURE, true],
    ['with nothing answered', {}, FIGURE, true],
    ['above it, on a longer scale', scored('40', '1000'), FIGURE, true],
    ['above it, on a shorter scale', scored('40', '50'), FIGURE, true],
    ['above its own scale', scored('101'), FIGURE, true],
    ['on another scale, where the law has no figure', scored('40', '1000'), null, false],
    ['below any figure, where the law has none', scored('1'), null, false],
    ['with no score, where the law has none', { scored: 'no' }, null, false],
  ])('J finance: %s needs an officer’s reason or not', (_, values, figure, needsOverride) => {
    expect(financeStanding(values, figure, SCALE).needsOverride).toBe(needsOverride)
  })

  it('says whose score it is and what it is held against', () => {
    expect(financeStanding(scored('34'), FIGURE, SCALE)).toEqual({
      score: 34,
      provider: 'A rating agency',
      highest: 100,
      threshold: 35,
      scale: 100,
      isOnScale: true,
      source: 'RM6200',
      needsOverride: true,
    })
  })
})
