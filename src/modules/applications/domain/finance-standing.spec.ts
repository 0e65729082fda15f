import { describe, expect, it } from '@jest/globals'

import { financeStanding } from './finance-standing.js'

const FIGURE = { value: '35', source: 'RM6200' }
const scored = (score: string) => ({ scored: 'yes', provider: 'A rating agency', score, highest: '100' })

describe('The financial standing of a supplier', () => {
  it.each([
    ['at the figure', scored('35'), FIGURE, false],
    ['above it', scored('80'), FIGURE, false],
    ['below it', scored('34'), FIGURE, true],
    ['with no score', { scored: 'no', instead: 'Accounts of two years.' }, FIGURE, true],
    ['with nothing answered', {}, FIGURE, true],
    ['below any figure, where the law has none', scored('1'), null, false],
    ['with no score, where the law has none', { scored: 'no' }, null, false],
  ])('J finance: %s needs an officer’s reason or not', (_, values, figure, needsOverride) => {
    expect(financeStanding(values, figure).needsOverride).toBe(needsOverride)
  })

  it('says whose score it is and what it is held against', () => {
    expect(financeStanding(scored('34'), FIGURE)).toEqual({
      score: 34,
      provider: 'A rating agency',
      highest: 100,
      threshold: 35,
      source: 'RM6200',
      needsOverride: true,
    })
  })
})
