import { describe, expect, it } from '@jest/globals'

import type { Finding, ReadinessReport } from '../../guidelines/domain/report.js'
import { isBlockedBeyondHolds, isHeld, keepsRelease } from './hold.js'
import type { RequirementContent } from './requirement-content.js'

const reportOf = (...outcomes: string[]): ReadinessReport => ({
  tier: 'high',
  gates: [],
  outcome: 'blocked',
  findings: outcomes.map(outcome => ({ outcome }) as Finding),
})

describe('A readiness report', () => {
  it.each([
    [[], false, false],
    [['warn', 'inform'], false, false],
    [['hold'], true, false],
    [['warn', 'hold'], true, false],
    [['block'], false, true],
    [['hold', 'block'], true, true],
  ])('with the findings %j', (outcomes, held, blocked) => {
    const report = reportOf(...outcomes)
    expect([isHeld(report), isBlockedBeyondHolds(report)]).toEqual([held, blocked])
  })
})

describe('A release', () => {
  const before: RequirementContent = {
    title: 'x',
    riskProfile: { role: 'solely', effect: 'significant' },
    seniorApproval: { reference: 'A' },
    governance: { seniorOwner: 'x', strategyReference: 'x' },
    settings: { specialGateway: 'no', dataCheck: 'no' },
  }

  const without = (member: keyof RequirementContent): RequirementContent =>
    Object.fromEntries(Object.entries(before).filter(([name]) => name !== member))

  it.each<[string, RequirementContent]>([
    ['nothing', before],
    ['the order of members', { ...before, riskProfile: { effect: 'significant', role: 'solely' } }],
    ['the title', { ...before, title: 'y' }],
    ['the rest of its governance', { ...before, governance: { seniorOwner: 'x', strategyReference: 'y' } }],
    ['other settings', { ...before, settings: { specialGateway: 'no', dataCheck: 'required' } }],
  ])('stays through a change of %s', (_what, after) => {
    expect(keepsRelease(before, after)).toBe(true)
  })

  it.each<[string, RequirementContent]>([
    ['a risk', { ...before, riskProfile: { role: 'solely', effect: 'minor' } }],
    ['a risk more', { ...before, riskProfile: { role: 'solely', effect: 'significant', biometric: 'categorise' } }],
    ['the reference', { ...before, seniorApproval: { reference: 'B' } }],
    ['the approval taken out', without('seniorApproval')],
    ['the senior owner', { ...before, governance: { seniorOwner: 'y', strategyReference: 'x' } }],
    ['the senior owner taken out', { ...before, governance: { strategyReference: 'x' } }],
    ['the governance taken out', without('governance')],
    ['the special gateway', { ...before, settings: { specialGateway: 'yes', dataCheck: 'no' } }],
    ['the settings taken out', without('settings')],
  ])('lapses with a change of %s', (_what, after) => {
    expect(keepsRelease(before, after)).toBe(false)
  })
})
