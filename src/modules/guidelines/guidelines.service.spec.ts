import { describe, expect, it } from '@jest/globals'

import { NotFound } from '../../shared/domain/errors.js'
import { compilePack } from './domain/compile-pack.js'
import { goldenBid } from './golden-bids.js'
import { readPackSource } from './guideline-packs.js'
import { GuidelinesService } from './guidelines.service.js'

const guidelines = new GuidelinesService()
const { requirement: golden, passing, firstDraft, facts } = goldenBid('low')
const { versions, blockingRules } = compilePack(readPackSource('ai-procurement/2020-06-08'))
const requirement = { ...golden, notice: { ruleSet: versions.ruleSet, blockingRules: blockingRules.low } }

describe('GuidelinesService', () => {
  it('names the versions a requirement is pinned to', () => {
    expect(guidelines.current()).toEqual({
      guideline: 'ai-procurement',
      edition: '2020-06-08',
      questionnaire: '1.0.0',
      ruleSet: '1.0.0',
      engine: '1.0.0',
    })
  })

  it('checks with the pack a requirement is pinned to', () => {
    const outcomes = [passing, firstDraft].map(answers => guidelines.check(guidelines.current(), { requirement, answers, facts }).outcome)
    expect(outcomes).toEqual(['passed', 'blocked'])
    expect(guidelines.readiness(guidelines.current(), requirement).outcome).toBe('passed')
    expect(guidelines.malformedAnswers(guidelines.current(), { Q999: {} })).toHaveLength(1)
    expect(guidelines.contentHash(guidelines.current())).toMatch(/^sha256-/)
  })

  it('still knows a requirement pinned under an earlier engine', () => {
    const earlier = { ...guidelines.current(), engine: '0.9.0' }
    expect(guidelines.readiness(earlier, requirement).outcome).toBe('passed')
  })

  it('does not know other versions', () => {
    expect(() => guidelines.readiness({ ...guidelines.current(), ruleSet: '9.9.9' }, requirement)).toThrow(NotFound)
    expect(() => guidelines.questionnaire('9.9.9')).toThrow(NotFound)
  })

  it('tells which questions stand in which section', () => {
    const { sections, ...rest } = guidelines.questionnaire('1.0.0')
    expect(rest).toEqual({ guideline: 'ai-procurement', edition: '2020-06-08', version: '1.0.0' })
    expect(sections.find(({ id }) => id === '2')?.questions.map(({ id }) => id)).toEqual(['Q201', 'Q202', 'Q203', 'Q204', 'Q205'])
  })

  it('tells the tier of a risk profile', () => {
    expect(guidelines.tier({ safety: 'yes' })).toEqual({ tier: 'high', gates: ['T3.5'] })
  })
})
