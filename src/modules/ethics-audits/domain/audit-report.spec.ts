import { describe, expect, it } from '@jest/globals'

import { conclude, reportedReferrals } from './audit-report.js'

describe('What an audit comes to', () => {
  const accepted = { finding: 'accepted', clause: 'AIP-9.9' } as const
  const rejected = (clause: string) => ({ finding: 'rejected', clause }) as const

  it('is acceptance where nothing was rejected and no referral upheld', () => {
    expect(conclude([accepted], [{ outcome: 'cleared', clauses: ['AIP-1.3'] }])).toEqual({ outcome: 'accepted', clauses: [] })
  })

  it('is a recommendation with each clause that a rejection or an upheld referral cites, once and in order', () => {
    const referrals = [
      { outcome: 'upheld', clauses: ['AIP-7.4', 'AIP-3.5'] },
      { outcome: 'cleared', clauses: ['AIP-1.3'] },
    ] as const
    expect(conclude([rejected('AIP-7.4'), accepted, rejected('AIP-C.4')], referrals)).toEqual({
      outcome: 'recommended-to-disregard',
      clauses: ['AIP-3.5', 'AIP-7.4', 'AIP-C.4'],
    })
  })

  it('is a recommendation for a referral alone, whose rule is of the marketplace and cites no clause', () => {
    expect(conclude([], [{ outcome: 'upheld', clauses: [] }])).toEqual({ outcome: 'recommended-to-disregard', clauses: [] })
  })

  it('takes the clauses of referrals from the check report', () => {
    const decision = { rule: 'XR-11', outcome: 'upheld', reason: 'x' } as const
    const findings = [
      { rule: 'SR-46', clauses: ['AIP-1.3'] },
      { rule: 'XR-11', clauses: ['AIP-7.4'] },
    ]
    expect(reportedReferrals([decision], findings)).toEqual([{ ...decision, clauses: ['AIP-7.4'] }])
  })
})
