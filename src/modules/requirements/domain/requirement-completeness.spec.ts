import { describe, expect, it } from '@jest/globals'

import type { Instant } from '../../../shared/domain/instant.js'
import { incompletenessOf, isTenderPeriodTooShort } from './requirement-completeness.js'
import type { RequirementContent } from './requirement-content.js'

const AGREEMENT = { maximumTermMonths: 48 }

const COMPLETE: RequirementContent = {
  title: 'Road defects',
  problemStatement: 'Potholes are found late.',
  cpvCodes: ['72300000'],
  criteria: [
    { id: 'C1', title: 'Quality', kind: 'quality', weight: '60' },
    { id: 'C2', title: 'Price', kind: 'price', weight: '40' },
  ],
  awardQuestions: [{ id: 'A1', criterionId: 'C1', text: 'How?', wordLimit: 500 }],
  priceLines: [{ id: 'P1', title: 'Service', unit: 'month', quantity: '24' }],
  estimatedValue: { amount: '250000.00', currency: 'GBP', vat: 'excluded', vatAmount: '50000.00' },
  termMonths: 48,
  clarificationDeadline: '2026-12-08T12:00:00.000000Z',
  submissionDeadline: '2026-12-18T12:00:00.000000Z',
}

const without = (...names: (keyof RequirementContent)[]): RequirementContent =>
  Object.fromEntries(Object.entries(COMPLETE).filter(([name]) => !names.includes(name as keyof RequirementContent)))

const problemsOf = (content: RequirementContent): string[] =>
  incompletenessOf(content, AGREEMENT).map(({ pointer, code }) => `${pointer} ${code}`)

/** Price criteria alone, so that no award question is asked for. */
const weighing = (...weights: string[]): RequirementContent => ({
  ...without('awardQuestions'),
  criteria: weights.map((weight, place) => ({ id: `C${place}`, title: 'Price', kind: 'price', weight })),
})

describe('A requirement', () => {
  it('is complete with everything approval asks for', () => {
    expect(problemsOf(COMPLETE)).toEqual([])
  })

  it.each<keyof RequirementContent>([
    'title',
    'problemStatement',
    'cpvCodes',
    'criteria',
    'priceLines',
    'submissionDeadline',
    'clarificationDeadline',
    'estimatedValue',
    'termMonths',
  ])('is incomplete without %s', name => {
    expect(problemsOf(without(name))).toContain(`/${name} missing`)
  })

  it.each<[keyof RequirementContent, unknown]>([
    ['title', ''],
    ['problemStatement', ''],
    ['cpvCodes', []],
    ['criteria', []],
    ['priceLines', []],
  ])('is incomplete with an empty %s', (name, empty) => {
    expect(problemsOf({ ...COMPLETE, [name]: empty })).toContain(`/${name} missing`)
  })

  it('names everything at once that an empty draft lacks', () => {
    expect(problemsOf({})).toHaveLength(9)
  })

  it.each<[string, RequirementContent, string[]]>([
    ['a term as long as the agreement allows', { ...COMPLETE, termMonths: 48 }, []],
    ['a longer term', { ...COMPLETE, termMonths: 49 }, ['/termMonths term-too-long']],
    [
      'questions until the deadline for bids itself',
      { ...COMPLETE, clarificationDeadline: '2026-12-18T12:00:00.000000Z' },
      ['/clarificationDeadline clarification-after-submission'],
    ],
    ['questions until a microsecond before', { ...COMPLETE, clarificationDeadline: '2026-12-18T11:59:59.999999Z' }, []],
    ['a criterion without an award question', without('awardQuestions'), ['/awardQuestions criterion-unanswered']],
    [
      'an award question about no criterion',
      { ...COMPLETE, awardQuestions: [...(COMPLETE.awardQuestions ?? []), { id: 'A2', criterionId: 'C9', text: '?', wordLimit: 1 }] },
      ['/awardQuestions criterion-unknown'],
    ],
  ])('with %s has the problems %j%j', (_what, content, problems) => {
    expect(problemsOf(content)).toEqual(problems)
  })

  it.each([
    ['100'],
    ['100.000'],
    ['60', '40'],
    ['33.333', '33.333', '33.334'],
    ['33.33', '33.33', '33.34'],
    ['0.001', '99.999'],
    ['0.1', '0.2', '99.7'],
    ['100', '0'],
  ])('may weigh %s %s %s', (...weights) => {
    expect(problemsOf(weighing(...weights))).toEqual([])
  })

  it.each([
    ['33.33', '33.33', '33.33'],
    ['33.333', '33.333', '33.333'],
    ['99.999'],
    ['100.001'],
    ['50', '50.001'],
    ['50', '49.999'],
    ['0'],
    ['100', '100'],
  ])('may not weigh %s %s %s, which is not 100', (...weights) => {
    expect(problemsOf(weighing(...weights))).toEqual(['/criteria weights-not-100'])
  })

  it.each<[string[], string]>([
    [['33.33', '33.33', '33.33'], '99.99'],
    [['50', '50.001'], '100.001'],
    [['0'], '0'],
    [['100', '100'], '200'],
  ])('that weighs %j is told that this makes %s', (weights, sum) => {
    const [problem] = incompletenessOf(weighing(...weights), AGREEMENT)
    expect(problem?.detail).toBe(`The weights of the criteria sum to ${sum}; they must sum to exactly 100.`)
  })

  const measure = { id: 'M1', name: 'x', unit: 'x', mandatory: true, higherIsBetter: true }

  it.each<[keyof RequirementContent, { id: string }[]]>([
    ['outcomes', [{ id: 'O1' }, { id: 'O1' }]],
    ['measures', [measure, measure]],
    ['awardQuestions', [...(COMPLETE.awardQuestions ?? []), { ...COMPLETE.awardQuestions?.[0], id: 'A1' }]],
    ['priceLines', [...(COMPLETE.priceLines ?? []), { ...COMPLETE.priceLines?.[0], id: 'P1' }]],
  ])('may not name two %s alike', (name, items) => {
    expect(incompletenessOf({ ...COMPLETE, [name]: items }, AGREEMENT)).toEqual([
      { pointer: `/${name}`, code: 'id-twice', detail: `Each id may be given once. More than once: ${String(items[0]?.id)}.` },
    ])
  })

  it('may not name two criteria alike, each of those that are is told once', () => {
    const criteria = ['C2', 'C1', 'C1', 'C1', 'C2'].map(id => ({ id, title: 'Price', kind: 'price', weight: '20' }))
    expect(incompletenessOf({ ...without('awardQuestions'), criteria }, AGREEMENT)).toEqual([
      { pointer: '/criteria', code: 'id-twice', detail: 'Each id may be given once. More than once: C1, C2.' },
    ])
  })
})

describe('isTenderPeriodTooShort', () => {
  const earliestDeadline = '2026-12-18T00:00:00.000000Z' as Instant

  it.each<[string, boolean]>([
    ['2026-12-17T23:59:59.999999Z', true],
    ['2026-12-18T00:00:00.000000Z', false],
    ['2026-12-18T00:00:00.000001Z', false],
  ])('says of %s: %s', (submissionDeadline, tooShort) => {
    expect(isTenderPeriodTooShort({ submissionDeadline: submissionDeadline as Instant, earliestDeadline })).toBe(tooShort)
  })
})
