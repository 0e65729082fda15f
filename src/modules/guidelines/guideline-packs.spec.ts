import { describe, expect, it } from '@jest/globals'

import { refuseMalformedAnswers } from './domain/answer-shape.js'
import { compilePack } from './domain/compile-pack.js'
import { lookAt } from './domain/look.js'
import { runRules } from './domain/run-rules.js'
import { goldenBid, ruleCases, type RuleCase } from './golden-bids.js'
import { readGuidelinePacks, readPackSource } from './guideline-packs.js'

const source = readPackSource('ai-procurement/2020-06-08')
const pack = compilePack(source)
const golden = goldenBid('low')
const cases = new Map(Object.entries(ruleCases()))

function answersOf({ answers = {} }: RuleCase): Record<string, unknown> {
  const merged: [string, unknown][] = Object.entries({ ...golden.passing, ...answers })
  return Object.fromEntries(merged.filter(([, answer]) => answer !== null))
}

const resultOf = (rule: string, rulesCase: RuleCase | undefined): unknown => {
  if (rulesCase === undefined) return 'no such case'
  const looked = lookAt(pack, { ...golden.requirement, ...rulesCase.requirement }, answersOf(rulesCase), {})
  const found = [...pack.supplierRules, ...pack.buyerRules].filter(({ id }) => id === rule)
  return runRules(found, looked)[0]?.result
}

describe('the pack of 8 June 2020', () => {
  const rules = [...source.supplierRules, ...source.buyerRules]

  it.each(rules.map(({ id, fixtures }) => [id, fixtures.fires, fixtures.passes, fixtures.unknown ?? '-'] as const))(
    'has %s fire on “%s”, pass “%s” and not know on “%s”',
    (id, fires, passes, unknown) => {
      expect([resultOf(id, cases.get(fires)), resultOf(id, cases.get(passes))]).toEqual([true, false])
      if (unknown !== '-') expect(resultOf(id, cases.get(unknown))).toBe('unknown')
    },
  )

  it('has a rule for every case, and well-formed answers in each', () => {
    const named = new Set(rules.flatMap(({ fixtures }) => Object.values(fixtures)))
    expect([...cases.keys()].filter(name => !named.has(name))).toEqual([])
    const all = [golden.passing, golden.firstDraft, ...[...cases.values()].map(answersOf)]
    expect(all.flatMap(answers => refuseMalformedAnswers(pack, answers))).toEqual([])
  })

  it('confirms no clause that nobody has read in the guideline', () => {
    expect(source.clauses.filter(clause => clause.confirmed !== (clause.source === 'S'))).toEqual([])
  })

  it('keeps the sections and their questions in order', () => {
    const numbered = (section: number, questions: number) =>
      Array.from({ length: questions }, (_none, place) => `Q${section * 100 + place + 1}`)
    const wanted = [4, 5, 7, 4, 4, 5, 5, 5, 6].map((questions, place) => [String(place + 1), numbered(place + 1, questions)])
    expect(pack.sections.map(({ id, questions }) => [id, questions.map(question => question.id)])).toEqual([...wanted, ['D', ['D1', 'D2']]])
  })
})

describe('readGuidelinePacks', () => {
  it('reads the same content to the same hash', () => {
    const [first, again] = [readGuidelinePacks(), readGuidelinePacks()].map(packs => packs.map(({ contentHash }) => contentHash))
    expect(first).toEqual(again)
    expect(first?.[0]).toMatch(/^sha256-[0-9a-f]{64}$/)
  })
})
