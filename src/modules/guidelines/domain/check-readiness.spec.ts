import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

import { goldenBid } from '../golden-bids.js'
import { readPackSource } from '../guideline-packs.js'
import { checkReadiness } from './check-readiness.js'
import { compilePack } from './compile-pack.js'
import type { RequirementForRules } from './requirement-for-rules.js'

const pack = compilePack(readPackSource('ai-procurement/2020-06-08'))
const { requirement } = goldenBid('low')

describe('checkReadiness', () => {
  it('passes the golden requirement', () => {
    expect(checkReadiness(pack, requirement)).toEqual({ tier: 'low', gates: [], outcome: 'passed', findings: [] })
  })

  it('blocks an empty requirement with all that is missing', () => {
    const { outcome, findings } = checkReadiness(pack, {})
    expect(outcome).toBe('blocked')
    expect(findings.map(({ rule, message }) => [rule, message])).toEqual([
      [
        'BR-01',
        'The purchase is not tied to a plan of your organisation: the requirement does not name the strategy reference and the senior responsible owner.',
      ],
      [
        'BR-09',
        'Bidders cannot yet see what is to be solved and what counts as success. Missing or too short: the problem statement, the list of outcomes and the performance measures.',
      ],
      [
        'BR-13',
        'The risk profile has gaps, so the tier may be too low. Not answered: who the outputs are about, personal data, part in decisions, effect on a person, vulnerable people, who meets the output, biometric use, field of use, how hard it is to put right, risk of injury, generated content and people a year.',
      ],
    ])
  })

  it.each<[string, RequirementForRules, string[]]>([
    ['a problem statement of 59 words', { problemStatement: 'word '.repeat(59) }, ['BR-09']],
    ['a problem statement of 60 words', { problemStatement: 'word '.repeat(60) }, []],
    ['no outcome', { outcomes: [] }, ['BR-09']],
    ['no measure', { measures: null }, ['BR-09']],
    ['no strategy reference', { governance: { ...requirement.governance, strategyReference: ' ' } }, ['BR-01']],
    ['an attribute answered with "unknown"', { riskProfile: { ...requirement.riskProfile, domain: 'unknown' } }, ['BR-13']],
    ['no number of people', { riskProfile: { ...requirement.riskProfile, scale: null } }, ['BR-13']],
  ])('answers %s with %p', (_name, change, rules) => {
    expect(checkReadiness(pack, { ...requirement, ...change }).findings.map(({ rule }) => rule)).toEqual(rules)
  })

  it('never throws, on any JSON', () => {
    const members = fc.constantFrom('riskProfile', 'settings', 'governance', 'problemStatement', 'outcomes', 'measures', '__proto__')
    const anything = fc.oneof(fc.jsonValue(), fc.dictionary(members, fc.jsonValue()))
    fc.assert(fc.property(anything, sent => checkReadiness(pack, sent as RequirementForRules).findings.length > 0))
  })
})
