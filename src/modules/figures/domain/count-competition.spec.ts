import { describe, expect, it } from '@jest/globals'

import type { Finding } from '../../guidelines/domain/report.js'
import { type Counted, type CountedBid, countCompetition } from './count-competition.js'

const finding = (outcome: Finding['outcome'], ...clauses: string[]): Finding => ({
  rule: 'SR-1',
  version: 1,
  outcome,
  clauses,
  also: [],
  questions: [],
  message: '',
  fix: '',
  changes: [],
  readHash: '',
  trace: { all: [], result: true },
})

const bid = (more: Partial<CountedBid> = {}): CountedBid => ({ report: null, withdrawn: false, refusals: [], ...more })

const sent = (outcome: NonNullable<CountedBid['report']>['outcome'], ...findings: Finding[]): CountedBid =>
  bid({ report: { outcome, tier: 'medium', findings } })

const counted = (figure: Counted['figure'], ...bids: CountedBid[]) =>
  countCompetition('low', bids)
    .filter(each => each.figure === figure)
    .map(({ tier, key, effect, number }) => [tier, key, effect, number])

describe('A competition', () => {
  it('without bids adds nothing', () => {
    expect(countCompetition('high', [])).toEqual([])
  })

  it.each<[string, CountedBid, string]>([
    ['passed', sent('passed'), 'passed'],
    ['passed with warnings', sent('passed-with-warnings'), 'passed-with-warnings'],
    ['referred', sent('referred'), 'referred'],
    ['stopped once and sent afterwards', { ...sent('passed'), refusals: ['ethics-check-failed'] }, 'passed'],
    ['stopped and never sent', bid({ refusals: ['ethics-check-failed'] }), 'stopped'],
    ['too late', bid({ refusals: ['deadline-passed'] }), 'not-submitted'],
    ['never tried', bid(), 'not-submitted'],
    ['withdrawn', { ...sent('passed'), withdrawn: true }, 'withdrawn'],
  ])('counts a bid that was %s', (_, one, outcome) => {
    expect(counted('outcome', one).map(([, key]) => key)).toEqual([outcome])
    expect(counted('bids', one)).toHaveLength(1)
  })

  it('counts a bid at the tier its answers reached, and one that was never sent at that of the notice', () => {
    expect(counted('bids', sent('passed'), sent('referred'), bid())).toEqual([
      ['medium', '', '', 2],
      ['low', '', '', 1],
    ])
  })

  it('counts a bid once for each clause and effect, however many rules found something there', () => {
    const one = sent('referred', finding('warn', 'A', 'B'), finding('warn', 'A'), finding('refer', 'A'))
    expect(counted('finding', one, sent('passed-with-warnings', finding('warn', 'A')))).toEqual([
      ['medium', 'A', 'warn', 2],
      ['medium', 'B', 'warn', 1],
      ['medium', 'A', 'refer', 1],
    ])
  })

  it('counts every refusal', () => {
    expect(counted('refusal', bid({ refusals: ['deadline-passed', 'deadline-passed', 'bid-incomplete'] }))).toEqual([
      ['low', 'deadline-passed', '', 2],
      ['low', 'bid-incomplete', '', 1],
    ])
  })
})
