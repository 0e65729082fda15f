import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

import type { Tier } from '../../guidelines/domain/risk-tier.js'
import type { Counted } from './count-competition.js'
import { disclosed } from './disclosure.js'
import { figuresFor, publicFigures } from './figures.js'

const RULE = { fewestShown: 5, roundedTo: 5, fewestBids: 10, source: 'somewhere', confirmed: true }
const YEAR = { from: '2026-01-01', to: '2026-12-31', agreementId: null }

const count = (figure: Counted['figure'], number: number, key = '', tier: Tier = 'low'): Counted => ({
  figure,
  tier,
  key,
  effect: figure === 'finding' ? 'warn' : '',
  number,
})

describe('A count that everybody reads', () => {
  it.each<[number, number | null]>([
    [0, null],
    [1, null],
    [4, null],
    [5, 5],
    [7, 5],
    [8, 10],
    [12, 10],
    [1_003, 1_005],
  ])('of %d is shown as %p', (given, shown) => {
    expect(disclosed(given, RULE)).toBe(shown)
  })

  it('is never less than the least shown, and never further off than half a step', () => {
    fc.assert(
      fc.property(fc.nat(10_000), given => {
        const shown = disclosed(given, RULE)
        expect(shown === null).toBe(given < 5)
        expect(shown ?? 5).toBeGreaterThanOrEqual(5)
        expect(Math.abs((shown ?? given) - given)).toBeLessThanOrEqual(2.5)
      }),
    )
  })
})

describe('Figures', () => {
  it('add up the tiers, name every outcome, and put the most frequent clause first', () => {
    const sums = [
      count('bids', 3),
      count('bids', 4, '', 'high'),
      count('outcome', 7, 'passed'),
      count('finding', 1, 'AIP-1.1'),
      count('finding', 2, 'AIP-1.2', 'medium'),
    ]
    const figures = figuresFor(YEAR, sums, [])
    expect(figures.bids).toEqual({ low: 3, medium: 0, high: 4, all: 7 })
    expect(figures.outcomes.map(({ key, all }) => [key, all])).toEqual([
      ['passed', 7],
      ['passed-with-warnings', 0],
      ['referred', 0],
      ['stopped', 0],
      ['not-submitted', 0],
      ['withdrawn', 0],
    ])
    expect(figures.findings.map(({ key }) => key)).toEqual(['AIP-1.2', 'AIP-1.1'])
    expect(figures.auditTimes.map(({ audits }) => audits)).toEqual([0, 0, 0])
  })

  it('show everybody nothing at all with fewer bids than the rule asks for', () => {
    const figures = publicFigures(figuresFor(YEAR, [count('bids', 9), count('outcome', 9, 'passed'), count('finding', 9, 'A')], []), RULE)
    expect(figures.enough).toBe(false)
    expect(JSON.stringify([figures.bids, figures.outcomes, figures.findings])).not.toMatch(/:\d/)
  })

  it('leave out rows without anything to show, so that few and none look alike', () => {
    const sums = [count('bids', 30), count('finding', 4, 'A'), count('finding', 6, 'B'), count('refusal', 1, 'deadline-passed')]
    const { findings, refusals } = publicFigures(figuresFor(YEAR, sums, []), RULE)
    expect(findings).toEqual([{ key: 'B', effect: 'warn', low: 5, medium: null, high: null, all: 5 }])
    expect(refusals).toEqual([])
  })

  it('tell everybody no time of few audits, and whole days of many', () => {
    const times = [
      { tier: 'low' as const, audits: 4, median: 1, ninth: 2 },
      { tier: 'high' as const, audits: 12, median: 3.2, ninth: 9.01 },
    ]
    const { auditTimes } = publicFigures(figuresFor(YEAR, [count('bids', 30)], times), RULE)
    expect(auditTimes).toEqual([
      { tier: 'low', audits: null, median: null, ninth: null },
      { tier: 'medium', audits: null, median: null, ninth: null },
      { tier: 'high', audits: 10, median: 4, ninth: 10 },
    ])
  })
})
