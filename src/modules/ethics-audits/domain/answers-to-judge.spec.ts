import { describe, expect, it } from '@jest/globals'

import type { Tier } from '../../guidelines/domain/risk-tier.js'
import { answersToJudge, type AuditFacts, sampleOf } from './answers-to-judge.js'
import { CURRENT_METHOD } from './audit-method.js'

const ANSWERS = Array.from({ length: 30 }, (_, index) => ({ question: `Q${101 + index}`, required: index < 20 }))

const facts = (tier: Tier): AuditFacts => ({
  bidId: '01900000-0000-7000-8000-000000000001',
  tier,
  answers: ANSWERS,
  findings: [
    { rule: 'SR-13', outcome: 'refer', questions: ['Q101', 'Q130', 'Q999'] },
    { rule: 'XR-05', outcome: 'warn', questions: ['Q102'] },
    { rule: 'XR-11', outcome: 'refer', questions: ['Q103'] },
    { rule: 'SR-46', outcome: 'warn', questions: ['Q104'] },
  ],
  seed: '00'.repeat(32),
})

const because = (tier: Tier, reason: string): string[] =>
  answersToJudge(facts(tier), CURRENT_METHOD)
    .filter(({ reasons }) => reasons.some(each => each === reason))
    .map(({ question }) => question)

describe('What must be judged', () => {
  it('at low tier is a sample of all answers and nothing else', () => {
    expect(sampleOf(facts('low'), CURRENT_METHOD)).toMatchObject({ size: 6, candidates: ANSWERS.map(({ question }) => question) })
    expect(because('low', 'sampled')).toHaveLength(6)
    expect(answersToJudge(facts('low'), CURRENT_METHOD)).toHaveLength(6)
  })

  it('at medium tier is what was referred, what contradicts, and a sample of the rest', () => {
    expect(because('medium', 'referred')).toEqual(['Q101', 'Q103', 'Q130'])
    expect(because('medium', 'contradictory')).toEqual(['Q102', 'Q103'])
    const { candidates = [], drawn = [] } = sampleOf(facts('medium'), CURRENT_METHOD) ?? {}
    expect(candidates).toHaveLength(26)
    expect(drawn).toHaveLength(6)
    expect(because('medium', 'sampled')).toEqual(drawn)
    expect(answersToJudge(facts('medium'), CURRENT_METHOD)).toHaveLength(10)
  })

  it('at high tier is every required answer, and what was referred or contradicts beside those', () => {
    expect(because('high', 'required')).toEqual(ANSWERS.slice(0, 20).map(({ question }) => question))
    expect(because('high', 'referred')).toEqual(['Q101', 'Q103', 'Q130'])
    expect(sampleOf(facts('high'), CURRENT_METHOD)).toBeNull()
    expect(answersToJudge(facts('high'), CURRENT_METHOD)).toHaveLength(21)
  })
})
