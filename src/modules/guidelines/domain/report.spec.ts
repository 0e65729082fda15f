import { describe, expect, it } from '@jest/globals'

import { aPackSource, aRule } from '../pack.fixture.js'
import { checkEthics } from './check-ethics.js'
import { checkReadiness } from './check-readiness.js'
import { compilePack } from './compile-pack.js'
import type { FindingOutcome } from './pack-source.js'
import type { ClauseStatus, ReportOutcome } from './report.js'

const anyTier = (outcome: FindingOutcome) => ({ low: outcome, medium: outcome, high: outcome })

function reportWith(...outcomes: FindingOutcome[]) {
  const when = { op: 'empty', of: { q: 'Q203' } }
  const supplierRules = outcomes.map((outcome, place) => aRule({ id: `SR-9${place}`, when, outcome: anyTier(outcome) }))
  return checkEthics(compilePack(aPackSource({ supplierRules })), { requirement: {}, answers: {}, facts: {} })
}

describe('a report', () => {
  it.each<[FindingOutcome[], ReportOutcome, ClauseStatus]>([
    [['inform'], 'passed', 'for-evaluators'],
    [['inform', 'warn'], 'passed-with-warnings', 'met-with-warnings'],
    [['warn', 'refer'], 'referred', 'referred'],
    [['refer', 'block', 'warn'], 'blocked', 'not-met'],
  ])('with the findings %p is %s and has the clause %s', (outcomes, outcome, status) => {
    const report = reportWith(...outcomes)
    expect([report.outcome, report.clauses.find(({ id }) => id === 'AIP-4.3')?.status]).toEqual([outcome, status])
  })

  it('is blocked by a hold', () => {
    const when = { op: 'empty', of: { r: 'problemStatement' } }
    const fixtures = { fires: 'a', passes: 'b', unknown: null }
    const pack = compilePack(aPackSource({ buyerRules: [aRule({ id: 'BR-90', when, outcome: anyTier('hold'), fixtures })] }))
    expect(checkReadiness(pack, {})).toMatchObject({ outcome: 'blocked', findings: [{ outcome: 'hold' }] })
  })

  it('asks only for what is required at the tier, and leaves the signature to its own rule', () => {
    const pack = compilePack(aPackSource({ supplierRules: [aRule({ form: 'unanswered', clauses: [] })] }))
    const missing = (riskProfile: object) =>
      checkEthics(pack, { requirement: { riskProfile: { ...riskProfile } }, answers: {}, facts: {} }).findings.flatMap(
        ({ questions }) => questions,
      )
    expect(missing({})).toEqual(['Q101', 'Q102', 'Q203', 'Q204', 'Q301', 'Q306', 'Q201', 'Q503', 'Q704'])
    expect(missing({ pdata: 'personal' })).toEqual(expect.arrayContaining(['Q202', 'Q307']))
    expect(missing({ pdata: 'personal' })).not.toContain('Q603')
    expect(missing({ safety: 'yes' })).toContain('Q603')
  })
})
