import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

import { goldenBid } from '../golden-bids.js'
import { readPackSource } from '../guideline-packs.js'
import { checkReadiness } from './check-readiness.js'
import { compilePack } from './compile-pack.js'
import type { RequirementForRules } from './requirement-for-rules.js'
import { TIERS } from './risk-tier.js'

const pack = compilePack(readPackSource('ai-procurement/2020-06-08'))
const { requirement: golden } = goldenBid('low')

/** As published: with the rules bids are checked by. */
const requirement = { ...golden, notice: { ruleSet: pack.versions.ruleSet, blockingRules: pack.blockingRules.low } }

describe('checkReadiness', () => {
  it.each(TIERS)('passes the golden requirement of the %s tier', tier => {
    const notice = { ruleSet: pack.versions.ruleSet, blockingRules: pack.blockingRules[tier] }
    const published: RequirementForRules = { ...goldenBid(tier).requirement, ...{ notice } }
    expect(checkReadiness(pack, published)).toMatchObject({ tier, outcome: 'passed', findings: [] })
  })

  it('blocks an empty requirement with all that is missing', () => {
    const { outcome, findings } = checkReadiness(pack, {})
    expect(outcome).toBe('blocked')
    expect(findings.map(finding => [finding.rule, finding.outcome])).toEqual([
      ['BR-01', 'block'],
      ['BR-02', 'warn'],
      ['BR-03', 'warn'],
      ['BR-04', 'block'],
      ['BR-05', 'block'],
      ['BR-06', 'block'],
      ['BR-07', 'warn'],
      ['BR-09', 'block'],
      ['BR-13', 'block'],
      ['BR-15', 'block'],
      ['BR-17', 'warn'],
      ['BR-18', 'warn'],
    ])
    expect(findings.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        'The purchase is not tied to a plan of your organisation: the requirement does not name the strategy reference and the senior responsible owner.',
        'The risk profile has gaps, so the tier may be too low. Not answered: who the outputs are about, personal data, part in decisions, effect on a person, vulnerable people, who meets the output, biometric use, field of use, how hard it is to put right, risk of injury, generated content and people a year.',
      ]),
    )
  })

  it('says where in the requirement each gap is closed', () => {
    const { findings } = checkReadiness(pack, {})
    expect(findings.flatMap(({ changes }) => changes.map(({ at }) => at))).toEqual(
      expect.arrayContaining([
        'governance.strategyReference',
        'governance.dataOwner',
        'problemStatement',
        'riskProfile.safety',
        'criteria',
      ]),
    )
    expect(findings.filter(({ changes }) => changes.length === 0)).toEqual([])
  })

  it.each<[string, RequirementForRules, string[]]>([
    ['a problem statement of 59 words', { problemStatement: 'word '.repeat(59) }, ['BR-09']],
    ['a problem statement of 60 words', { problemStatement: 'word '.repeat(60) }, []],
    ['no outcome', { outcomes: [] }, ['BR-09']],
    ['no measure', { measures: null }, ['BR-09']],
    ['no strategy reference', { governance: { ...golden.governance, strategyReference: ' ' } }, ['BR-01']],
    ['an attribute answered with "unknown"', { riskProfile: { ...golden.riskProfile, domain: 'unknown' } }, ['BR-13']],
    ['no number of people', { riskProfile: { ...golden.riskProfile, scale: null } }, ['BR-13']],
  ])('answers %s with %p', (_name, change, rules) => {
    expect(checkReadiness(pack, { ...requirement, ...change }).findings.map(({ rule }) => rule)).toEqual(rules)
  })

  it('never throws, on any JSON', () => {
    const members = fc.constantFrom('riskProfile', 'settings', 'governance', 'problemStatement', 'outcomes', 'measures', '__proto__')
    const anything = fc.oneof(fc.jsonValue(), fc.dictionary(members, fc.jsonValue()))
    fc.assert(fc.property(anything, sent => checkReadiness(pack, sent as RequirementForRules).findings.length > 0))
  })
})
