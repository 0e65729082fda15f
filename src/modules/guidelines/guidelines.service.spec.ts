import { describe, expect, it } from '@jest/globals'

import { NotFound } from '../../shared/domain/errors.js'
import { compilePack } from './domain/compile-pack.js'
import { goldenBid } from './golden-bids.js'
import { readPackSource } from './guideline-packs.js'
import { GuidelinePackChanged, GuidelinesService } from './guidelines.service.js'

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

  it('checks nothing with a pack that is not the one promised', () => {
    const promised = { ...guidelines.current(), packHash: 'sha256-00' }
    expect(() => guidelines.check(promised, { requirement, answers: passing, facts })).toThrow(GuidelinePackChanged)
    expect(() => guidelines.malformedAnswers(promised, {})).toThrow(GuidelinePackChanged)
    expect(() => guidelines.blockingRules(promised, 'low')).toThrow(GuidelinePackChanged)
  })

  it('checks with the pack that was promised, and with one that was pinned before hashes were kept', () => {
    const current = guidelines.current()
    for (const packHash of [guidelines.contentHash(current), null]) {
      expect(guidelines.check({ ...current, packHash }, { requirement, answers: passing, facts }).outcome).toBe('passed')
    }
  })

  it('knows the supplier rules of a pack, and which of them can block', () => {
    const versions = guidelines.current()
    const blocking = guidelines.blockingRules(versions, 'low')
    expect(blocking).toEqual(expect.arrayContaining(['SR-01', 'SR-42', 'XR-03']))
    expect(blocking.every(rule => guidelines.isSupplierRule(versions, rule))).toBe(true)
    expect(['BR-01', 'SR-999', '__proto__', ''].filter(rule => guidelines.isSupplierRule(versions, rule))).toEqual([])
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
