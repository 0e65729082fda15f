import { describe, expect, it } from '@jest/globals'

import type { CheckReport, Finding } from '../../guidelines/domain/report.js'
import { type BoundAcknowledgement, findWarning, standing, stands, unacknowledged, withAcknowledgement } from './acknowledgements.js'

const aFinding = (rule: string, outcome: string, value = 'x'): Finding => ({ rule, outcome, readHash: `hash of ${value}` }) as Finding

const reportOf = (...findings: Finding[]): CheckReport => ({ findings }) as unknown as CheckReport

const given = (finding: Finding, changes: Partial<BoundAcknowledgement> = {}): BoundAcknowledgement => ({
  rule: finding.rule,
  reason: 'The audit is in March.',
  role: 'bid-writer',
  personId: 'p',
  acknowledgedAt: '2026-12-01T00:00:00.000000Z',
  readHash: finding.readHash,
  ...changes,
})

const WARNS = aFinding('SR-31', 'warn')

describe('An acknowledgement', () => {
  it.each([
    ['stands while the rule warns of the same', [WARNS], true],
    ['lapses when the rule reads something else', [aFinding('SR-31', 'warn', 'y')], false],
    ['lapses when the rule no longer fires', [], false],
    ['lapses when the rule now blocks', [aFinding('SR-31', 'block')], false],
    ['lapses when the rule now refers', [aFinding('SR-31', 'refer')], false],
    ['is for its own rule only', [aFinding('SR-08', 'warn')], false],
  ])('%s', (_what, findings, expected) => {
    expect(stands(given(WARNS), reportOf(...findings))).toBe(expected)
  })
})

describe('unacknowledged', () => {
  const other = aFinding('SR-08', 'warn')

  it.each([
    ['a report without warnings', [aFinding('SR-07', 'refer'), aFinding('SR-90', 'inform')], [], []],
    ['a warning without a reason', [WARNS], [], ['SR-31']],
    ['a warning with its reason', [WARNS], [given(WARNS)], []],
    ['two warnings and one reason', [other, WARNS], [given(WARNS)], ['SR-08']],
    ['a reason that lapsed', [WARNS], [given(WARNS, { readHash: 'sha256-00' })], ['SR-31']],
    ['a reason for another rule with the same values', [WARNS], [given(WARNS, { rule: 'SR-08' })], ['SR-31']],
  ])('of %s lists what is open', (_what, findings, acknowledgements, expected) => {
    expect(unacknowledged(acknowledgements, reportOf(...findings))).toEqual(expected)
  })
})

describe('standing', () => {
  it('gives those that stand in the order of the report, without what binds them', () => {
    const other = aFinding('SR-08', 'warn')
    const [one, two] = [given(WARNS), given(other)]
    expect(standing([one, given(aFinding('SR-47', 'warn')), two], reportOf(other, WARNS))).toEqual([
      { rule: 'SR-08', reason: two.reason, role: 'bid-writer', personId: 'p', acknowledgedAt: two.acknowledgedAt },
      { rule: 'SR-31', reason: one.reason, role: 'bid-writer', personId: 'p', acknowledgedAt: one.acknowledgedAt },
    ])
  })
})

describe('findWarning', () => {
  it('finds what warns and nothing else', () => {
    const report = reportOf(WARNS, aFinding('SR-42', 'block'))
    expect([findWarning(report, 'SR-31'), findWarning(report, 'SR-42'), findWarning(report, 'SR-01')]).toEqual([WARNS, null, null])
  })
})

describe('withAcknowledgement', () => {
  it('keeps one for each rule, the last, in the order of rules', () => {
    const [first, second] = [given(WARNS), given(WARNS, { reason: 'Another.' })]
    const other = given(aFinding('SR-08', 'warn'))
    expect(withAcknowledgement([first], other)).toEqual([other, first])
    expect(withAcknowledgement([other, first], second)).toEqual([other, second])
  })
})
