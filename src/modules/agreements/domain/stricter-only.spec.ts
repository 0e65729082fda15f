import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

import type { AgreementContent } from './agreement-content.js'
import { breachesOf, type Minimum } from './stricter-only.js'

const LAW: readonly Minimum[] = [
  { key: 'initial-window', value: '30', source: 'PCR 2015 reg. 34' },
  { key: 'tender-period-minimum', value: '10', source: 'PCR 2015 reg. 34' },
  { key: 'contract-term-maximum', value: '48', source: 'RM6200' },
  { key: 'latest-end', value: '2029-02-23', source: 'the end of the old law' },
]

describe('An agreement beside the law', () => {
  it.each<[string, AgreementContent, string[]]>([
    ['exactly as strict', { initialWindowDays: 30, minimumTenderDays: 10, maximumTermMonths: 48, validUntil: '2029-02-23' }, []],
    ['stricter', { initialWindowDays: 31, minimumTenderDays: 100, maximumTermMonths: 12, validUntil: '2027-01-01' }, []],
    ['not written yet', {}, []],
    ['with too short a first window', { initialWindowDays: 29 }, ['initial-window']],
    ['with too little time for bids', { minimumTenderDays: 9 }, ['tender-period-minimum']],
    ['with too long a contract', { maximumTermMonths: 49 }, ['contract-term-maximum']],
    ['with too late an end', { validUntil: '2029-02-24' }, ['latest-end']],
    ['laxer in two ways', { initialWindowDays: 0, minimumTenderDays: 0 }, ['initial-window', 'tender-period-minimum']],
  ])('%s breaks %j', (_how, content, rules) => {
    expect(breachesOf(content, LAW).map(({ rule }) => rule)).toEqual(rules)
  })

  it('is told which figure it breaks, and where that comes from', () => {
    expect(breachesOf({ minimumTenderDays: 9 }, LAW)).toEqual([
      {
        rule: 'tender-period-minimum',
        pointer: '/minimumTenderDays',
        figure: '10',
        source: 'PCR 2015 reg. 34',
        detail:
          'A requirement is open for bids for at least 10 days. An agreement may be stricter than that, and never laxer. Source: PCR 2015 reg. 34.',
      },
    ])
  })

  it('is bound by no figure that its law does not have', () => {
    expect(breachesOf({ initialWindowDays: 0, validUntil: '2040-01-01' }, [])).toEqual([])
  })

  it('breaks a least exactly where it is below it, whatever both are', () => {
    fc.assert(
      fc.property(fc.nat(3650), fc.nat(3650), (given, least) => {
        const broken = breachesOf({ minimumTenderDays: given }, [{ key: 'tender-period-minimum', value: String(least), source: 'x' }])
        expect(broken.length).toBe(given < least ? 1 : 0)
      }),
    )
  })
})
