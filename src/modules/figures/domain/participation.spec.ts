import { describe, expect, it } from '@jest/globals'

import { type CountedPart, participationOf } from './participation.js'

const RULE = { fewestShown: 5, roundedTo: 5, fewestBids: 10, source: 'A test', confirmed: false }

const ALL = { agreementId: null, countedUntil: '2027-01-31' }

const counted = (all: number, ...parts: [CountedPart['figure'], string, number][]): CountedPart[] => [
  { figure: 'all', key: '', title: null, number: all },
  ...parts.map(([figure, key, number]) => ({ figure, key, title: key, number })),
]

describe('Who takes part', () => {
  it.each<[count: number, shown: number | null]>([
    [0, null],
    [4, null],
    [5, 5],
    [7, 5],
    [8, 10],
    [12, 10],
  ])('shows %i suppliers of a size as %p', (count, shown) => {
    const { sizes } = participationOf(ALL, counted(20, ['sizes', 'small', count]), RULE)
    expect(sizes.find(({ key }) => key === 'small')?.suppliers).toBe(shown)
  })

  it('has every size, whether or not anybody is of it', () => {
    const { sizes } = participationOf(ALL, counted(20, ['sizes', 'large', 20]), RULE)
    expect(sizes.map(({ key, suppliers }) => [key, suppliers])).toEqual([
      ['micro', null],
      ['small', null],
      ['medium', null],
      ['large', 20],
      ['not-known', null],
    ])
  })

  it('rounds every sum by itself, so that nothing is worked out from what is beside it', () => {
    const { suppliers, newcomers } = participationOf(
      ALL,
      counted(13, ['newcomers', 'newcomer', 6], ['newcomers', 'member-before', 7]),
      RULE,
    )
    expect(suppliers).toBe(15)
    expect(newcomers.map(part => part.suppliers)).toEqual([5, 5, null])
  })

  it('shows nothing of too few suppliers', () => {
    const figures = participationOf(ALL, counted(9, ['sizes', 'small', 9], ['regions', 'london', 9]), RULE)
    expect(figures.enough).toBe(false)
    expect([figures.suppliers, ...figures.sizes.map(part => part.suppliers), ...figures.regions.map(part => part.suppliers)]).toEqual(
      Array.from({ length: 7 }, () => null),
    )
  })

  it('keeps the order that its parts were counted in, which is not that of their numbers', () => {
    const { regions } = participationOf(ALL, counted(30, ['regions', 'london', 6], ['regions', 'wales', 9]), RULE)
    expect(regions.map(({ key }) => key)).toEqual(['london', 'wales'])
  })
})
