import { describe, expect, it } from '@jest/globals'
import canonicalize from 'canonicalize'

import { pairwise } from '../answers.fixture.js'
import { GOLDEN_BIDS, goldenBid } from '../golden-bids.js'
import { readPackSource } from '../guideline-packs.js'
import { refuseMalformedAnswers } from './answer-shape.js'
import { checkEthics } from './check-ethics.js'
import { compilePack } from './compile-pack.js'
import { TIERS } from './risk-tier.js'

const source = readPackSource('ai-procurement/2020-06-08')
const pack = compilePack(source)
const sets = pairwise(source)
const STATUS = { block: 'not-met', refer: 'referred', warn: 'met-with-warnings', inform: '', hold: '' } as const

describe('any two options of any two questions', () => {
  it('meet in some set of well-formed answers', () => {
    const coded = [...pack.questions.values()].filter(({ source: { type } }) => type === 'single' || type === 'multi')
    const codes = coded.flatMap(({ source: { id, options = [] } }) => options.map(({ code }) => [id, code] as const))
    const has = (answers: Record<string, unknown>, [id, code]: readonly [string, string]) =>
      [(answers[id] as { value: string | string[] }).value].flat().includes(code)
    const apart = codes.flatMap(one =>
      codes.filter(other => one[0] < other[0] && !sets.some(set => has(set, one) && has(set, other))).map(other => [one, other]),
    )
    expect([apart, sets.flatMap(set => refuseMalformedAnswers(pack, set))]).toEqual([[], []])
  })

  it.each(TIERS.map(tier => [GOLDEN_BIDS[tier], tier] as const))('are told in one and the same way on the bid %s', (_name, tier) => {
    const { requirement, passing, facts } = goldenBid(tier)
    for (const set of sets) {
      const input = { requirement, answers: { ...passing, ...set }, facts }
      const report = checkEthics(pack, input)
      expect(canonicalize(checkEthics(pack, input))).toBe(canonicalize(report))
      for (const { rule, outcome, clauses } of report.findings) {
        expect(pack.supplierRules.find(({ id }) => id === rule)?.outcome[report.tier]).not.toBe('none')
        const standing = report.clauses.filter(({ id, rules }) => clauses.includes(id) && rules.includes(rule))
        expect(standing.map(({ id }) => id).toSorted()).toEqual(
          clauses.filter(id => report.clauses.some(each => each.id === id)).toSorted(),
        )
        if (outcome === 'block') expect(standing.filter(({ status }) => status !== STATUS[outcome])).toEqual([])
      }
    }
  })
})
