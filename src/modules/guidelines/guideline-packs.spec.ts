import { describe, expect, it } from '@jest/globals'

import { refuseMalformedAnswers } from './domain/answer-shape.js'
import { compilePack } from './domain/compile-pack.js'
import { lookAt } from './domain/look.js'
import { PackRefused } from './domain/pack.js'
import { runRules } from './domain/run-rules.js'
import { roadDefect, ruleCases, type RuleCase } from './golden-bids.js'
import { hashesOfPacks, readGuidelinePacks, readPackSource } from './guideline-packs.js'

const source = readPackSource('ai-procurement/2020-06-08')
const pack = compilePack(source)
const golden = roadDefect()
const cases = new Map(Object.entries(ruleCases()))

function answersOf({ answers = {} }: RuleCase): Record<string, unknown> {
  const merged: [string, unknown][] = Object.entries({ ...golden.passing, ...answers })
  return Object.fromEntries(merged.filter(([, answer]) => answer !== null))
}

const resultOf = (rule: string, rulesCase: RuleCase | undefined): unknown => {
  if (rulesCase === undefined) return 'no such case'
  const looked = lookAt(pack, { ...golden.requirement, ...rulesCase.requirement }, answersOf(rulesCase))
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
    expect(pack.sections.map(({ id, questions }) => [id, questions.map(question => question.id)])).toEqual([
      ['1', ['Q101', 'Q102']],
      ['2', ['Q201', 'Q203']],
      ['5', ['Q501']],
      ['9', ['Q906']],
    ])
  })
})

describe('the golden requirement', () => {
  const { requirement, bid } = golden
  const list = (name: string) =>
    requirement[name] as { id: string; weight?: string; kind?: string; criterionId?: string; wordLimit?: number }[]

  it('has weights that add up to 100 and a way to answer every criterion', () => {
    const criteria = list('criteria')
    const asked = new Set(list('awardQuestions').map(({ criterionId }) => criterionId))
    expect(criteria.reduce((sum, { weight }) => sum + Number(weight), 0)).toBe(100)
    expect(criteria.filter(({ id, kind }) => kind !== 'price' && !asked.has(id))).toEqual([])
  })

  it('is answered in full by the golden bid, within the word limits', () => {
    const words = new Map(bid.awardAnswers.map(({ questionId, text }) => [questionId, text.split(/\s+/).length]))
    expect(list('awardQuestions').filter(({ id, wordLimit }) => (words.get(id) ?? Infinity) > (wordLimit ?? 0))).toEqual([])
    expect(bid.priceSchedule.map(({ lineId }) => lineId)).toEqual(list('priceLines').map(({ id }) => id))
  })
})

describe('readGuidelinePacks', () => {
  it('reads the same content to the same hash', () => {
    const [first, again] = [readGuidelinePacks(), readGuidelinePacks()].map(packs => packs.map(({ contentHash }) => contentHash))
    expect(first).toEqual(again)
    expect(first?.[0]).toMatch(/^sha256-[0-9a-f]{64}$/)
  })

  it('takes the packs whose hashes are published', () => {
    expect(readGuidelinePacks(hashesOfPacks())).toHaveLength(Object.keys(hashesOfPacks()).length)
  })

  it.each([
    [{}, 'it is not listed in packs/published.json'],
    [{ 'ai-procurement/2020-06-08': 'sha256-00' }, 'its content is not what was published: packs/published.json says sha256-00'],
  ])('refuses a pack that is not as published in %j, and names the hash it has', (published, why) => {
    const read = (): unknown => readGuidelinePacks(published)
    expect(read).toThrow(PackRefused)
    expect(read).toThrow(why)
    expect(read).toThrow(String(Object.values(hashesOfPacks())[0]))
  })
})
