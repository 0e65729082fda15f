import { describe, expect, it } from '@jest/globals'

import { readGuidelinePacks } from './guideline-packs.js'
import { readWaiverPolicy, waiverProblems } from './waiver-policy.js'

const FOLDER = 'ai-procurement/2020-06-08'

describe('The waiver policy', () => {
  it('keeps the two legal bars from every waiver, each with its source', () => {
    const [{ neverWaived }] = readGuidelinePacks()
    expect(neverWaived.map(({ rule, source }) => [rule, source])).toEqual([
      ['SR-43', 'UK GDPR Article 22C'],
      ['SR-44', 'UK GDPR Article 22B'],
    ])
  })

  it('speaks of every pack, of rules there are, and with reasons', () => {
    const rules = ['SR-43', 'SR-44']
    expect(waiverProblems(readWaiverPolicy(), FOLDER, rules)).toEqual([])
    expect(waiverProblems({}, FOLDER, rules)).toEqual(['packs/waivers.json does not say which of its rules are never waived'])
    const never = [{ rule: 'SR-99', reason: 'x', source: ' ' }]
    expect(waiverProblems({ [FOLDER]: { never } }, FOLDER, rules)).toEqual([
      'packs/waivers.json names SR-99, which is none of its supplier rules',
      'packs/waivers.json gives SR-99 no reason or no source',
    ])
    expect(() => readGuidelinePacks(undefined, {})).toThrow('does not say which of its rules are never waived')
  })
})
