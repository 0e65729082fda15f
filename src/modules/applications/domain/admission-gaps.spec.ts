import { describe, expect, it } from '@jest/globals'

import { SCAN_STATES } from '../../files/domain/scan.js'
import { admissionGaps, type ForAdmission, type GapCode } from './admission-gaps.js'
import { financeStanding } from './finance-standing.js'

const CLAIM = {
  question: 'B1',
  title: 'System purpose',
  product: 'Assistant',
  isClaim: true,
  verdict: 'accepted',
  expiresOn: null,
  isVerified: true,
  files: [],
} as const
const PLAIN = {
  question: 'L103',
  title: 'Registered office',
  product: null,
  isClaim: false,
  verdict: null,
  expiresOn: null,
  isVerified: true,
  files: [],
} as const
const GROUND = { id: 'L202', title: 'Terrorism', kind: 'mandatory', saysYes: false, case: null } as const
const FIGURE = { value: '35', source: 'RM6200' }
const finance = (score: string) => financeStanding({ scored: 'yes', score }, FIGURE)

const READY: ForAdmission = {
  state: 'under-review',
  today: '2026-12-04',
  criteria: [{ id: 'c1', number: 1, met: true }],
  answers: [CLAIM, PLAIN],
  finance: finance('50'),
  hasOverride: false,
  grounds: [GROUND],
}

describe('What keeps an application from being admitted', () => {
  it('is nothing where all is found as it has to be', () => {
    expect(admissionGaps(READY)).toEqual([])
  })

  it.each<[string, Partial<ForAdmission>, GapCode]>([
    ['a criterion without a finding', { criteria: [{ id: 'c1', number: 1, met: null }] }, 'criterion'],
    ['a criterion that is not met', { criteria: [{ id: 'c1', number: 1, met: false }] }, 'criterion'],
    ['a claim without a verdict', { answers: [{ ...CLAIM, verdict: null }] }, 'claim'],
    ['a queried claim', { answers: [{ ...CLAIM, verdict: 'queried' }] }, 'claim'],
    ['a rejected claim', { answers: [{ ...CLAIM, verdict: 'rejected' }] }, 'claim'],
    ['an answer that is out of date', { answers: [{ ...PLAIN, expiresOn: '2026-12-03' }] }, 'expired'],
    ['an answer that is not what its hash says', { answers: [{ ...PLAIN, isVerified: false }] }, 'hash'],
    ['a file that waits to be checked', { answers: [{ ...CLAIM, files: [{ name: 'a.pdf', scan: 'pending' }] }] }, 'file'],
    ['a score below the figure', { finance: finance('34') }, 'finance'],
    [
      'a score on another scale',
      { finance: financeStanding({ scored: 'yes', score: '40', highest: '1000' }, FIGURE, { value: '100' }) },
      'finance',
    ],
    ['no score', { finance: financeStanding({ scored: 'no' }, FIGURE) }, 'finance'],
    ['a ground that the supplier admits', { grounds: [{ ...GROUND, saysYes: true }] }, 'exclusion-undecided'],
    ['a ground that was raised', { grounds: [{ ...GROUND, case: { outcome: null } }] }, 'exclusion-undecided'],
    ['an exclusion', { grounds: [{ ...GROUND, saysYes: true, case: { outcome: 'excluded' } }] }, 'exclusion-kept-out'],
    ['a supplier kept out', { grounds: [{ ...GROUND, case: { outcome: 'excludable-kept-out' } }] }, 'exclusion-kept-out'],
    ['a question that waits for a reply', { state: 'clarification' }, 'clarification'],
  ])('is %s, and nothing else then', (_, change, code) => {
    expect(admissionGaps({ ...READY, ...change }).map(gap => gap.code)).toEqual([code])
  })

  it.each<[string, Partial<ForAdmission>]>([
    ['a score below the figure with a reason', { finance: finance('34'), hasOverride: true }],
    ['an answer that is good until today', { answers: [{ ...PLAIN, expiresOn: '2026-12-04' }] }],
    ['a ground that came to nothing', { grounds: [{ ...GROUND, saysYes: true, case: { outcome: 'no-exclusion' } }] }],
    ['an excludable supplier that was let in', { grounds: [{ ...GROUND, case: { outcome: 'excludable-let-in' } }] }],
  ])('is not %s', (_, change) => {
    expect(admissionGaps({ ...READY, ...change })).toEqual([])
  })

  it('names each file that cannot be read, and no other', () => {
    const files = SCAN_STATES.map(scan => ({ name: `${scan}.pdf`, scan }))
    const gaps = admissionGaps({ ...READY, answers: [{ ...CLAIM, files }] })
    expect(gaps.map(({ detail }) => /(\w+)\.pdf/.exec(detail)?.[1])).toEqual(['pending', 'infected', 'unscannable'])
    expect(gaps[1]?.detail).toBe('B1: System purpose, of Assistant: infected.pdf holds malware. Ask the supplier for another file.')
  })
})
