import { describe, expect, it } from '@jest/globals'

import { type Bar, barChart } from './bar-chart.js'

const WORDS = { id: 'c', title: 'Bids', description: 'How many' }

const drawn = (...bars: Bar[]) => barChart(WORDS, bars)

describe('A bar chart', () => {
  it('lets the longest bar fill the width, and the others stand in proportion', () => {
    const { bars } = drawn({ label: 'a', parts: [10], text: '10' }, { label: 'b', parts: [5], text: '5' })
    expect(bars.map(({ parts }) => parts[0]?.width)).toEqual([240, 120])
    expect(bars.map(({ textX }) => textX)).toEqual([244, 124])
  })

  it('puts the parts of a bar one after the other', () => {
    expect(drawn({ label: 'a', parts: [1, 2, 1], text: '4' }).bars[0]?.parts).toEqual([
      { kind: 0, x: 0, width: 60 },
      { kind: 1, x: 60, width: 120 },
      { kind: 2, x: 180, width: 60 },
    ])
  })

  it('is as high as its bars, and draws nothing where all is nothing', () => {
    expect(drawn().height).toBe(0)
    const { height, bars } = drawn({ label: 'a', parts: [0, 0], text: 'fewer than 5' }, { label: 'b', parts: [], text: '0' })
    expect(height).toBe(80)
    expect(bars.flatMap(({ parts }) => parts.map(({ width }) => width))).toEqual([0, 0])
  })

  it('shortens a label that would not fit, for the table has all of it', () => {
    const [bar] = drawn({ label: 'x'.repeat(90), parts: [1], text: '1' }).bars
    expect(bar?.label).toHaveLength(44)
    expect(bar?.label.endsWith('…')).toBe(true)
  })
})
