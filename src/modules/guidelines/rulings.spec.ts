import { describe, expect, it } from '@jest/globals'

import { checkEthics, find } from './domain/check-ethics.js'
import { compilePack } from './domain/compile-pack.js'
import { TIERS } from './domain/risk-tier.js'
import type { Ruling } from './domain/ruling.js'
import { goldenBid } from './golden-bids.js'
import { readPackSource } from './guideline-packs.js'

const pack = compilePack(readPackSource('ai-procurement/2020-06-08'))

describe('Rulings on rules', () => {
  it.each(TIERS)('mean the same to one who asks for some findings as in a report, in whatever order they were made: %s', tier => {
    const { requirement, firstDraft, facts } = goldenBid(tier)
    const rules = checkEthics(pack, { requirement, answers: firstDraft, facts }).findings.map(({ rule }) => rule)
    expect(rules).not.toEqual([])
    const rulings = rules.flatMap((rule): Ruling[] => [
      { rule, effect: 'referred', by: 'earlier' },
      { rule, effect: 'waived', by: 'later' },
    ])
    for (const given of [rulings, rulings.toReversed()]) {
      const input = { requirement, answers: firstDraft, facts, rulings: given }
      const report = checkEthics(pack, input)
      const { findings } = report
      expect(new Set(findings.map(({ outcome }) => outcome))).toEqual(new Set(['inform']))
      expect(find(pack, input, rules).findings).toEqual(findings)
      expect(report).toMatchObject(find(pack, input))
    }
  })
})
