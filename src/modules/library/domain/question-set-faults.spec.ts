import { describe, expect, it } from '@jest/globals'

import { currentSet, readQuestionSets } from '../question-sets.js'
import { faultsOf } from './question-set-faults.js'
import type { FieldSource, QuestionSet, QuestionSource } from './question-set.js'

const QUESTION: QuestionSource = {
  id: 'X1',
  title: 'A question',
  text: 'What?',
  help: { whyWeAsk: 'x', whatGoodLooksLike: 'x' },
  sources: [{ of: 'law', at: '1' }],
  fields: [
    {
      name: 'kind',
      label: 'Kind',
      kind: 'choice',
      options: [
        { code: 'a', label: 'A' },
        { code: 'b', label: 'B' },
      ],
    },
    { name: 'day', label: 'Day', kind: 'date' },
  ],
}

const set = (change: Partial<QuestionSource>, ...more: QuestionSource[]): QuestionSet => ({
  ...{ id: 'x', version: '1', title: 'x', sources: { law: { title: 'A law', note: '' } } },
  reminders: { daysBefore: [1], stillDaysAfter: 1, source: 'x' },
  limits: { products: 1, source: 'x' },
  parts: [{ id: 'part', title: 'x', intro: 'x', questions: [{ ...QUESTION, ...change }, ...more] }],
})

const withField = (field: FieldSource): Partial<QuestionSource> => ({ fields: [...QUESTION.fields, field] })

describe('A question set', () => {
  it('is fit to be asked', () => {
    expect(faultsOf(set({}))).toEqual([])
    expect(faultsOf(currentSet())).toEqual([])
  })

  it('asks for twelve topics of the ethics baseline, for each product', () => {
    const baseline = currentSet().parts.filter(({ perProduct }) => perProduct === true)
    expect(baseline.map(({ questions }) => questions.map(({ expiry }) => expiry))).toEqual([Array.from({ length: 12 }, () => 'expiresOn')])
  })

  it('says of every exclusion ground in which regime it is mandatory or discretionary, and asks for what was done about it', () => {
    const grounds = currentSet().parts.filter(({ id }) => id.endsWith('-grounds'))
    const questions = grounds.flatMap(part => part.questions)
    expect(questions.length).toBeGreaterThan(15)
    for (const { id, ground, rows } of questions) {
      expect([id, Object.keys(ground ?? {}).length > 0]).toEqual([id, true])
      expect(rows?.fields.map(({ name }) => name)).toEqual(['who', 'what', 'when', 'measures', 'evidence'])
    }
  })

  it('that was published never changes', () => {
    expect(() => readQuestionSets({ 'selection-1.0.0.json': 'sha256-other' })).toThrow('published.json says sha256-other')
  })

  it.each<[string, QuestionSet]>([
    ['question X1 stands there twice', set({}, QUESTION)],
    ['X01x: it has no id of a question', set({ id: 'X01x' })],
    ['X1: it has no source', set({ sources: [] })],
    ['X1: there is no source rumour', set({ sources: [{ of: 'rumour', at: '1' }] })],
    ['X1: field day stands there twice', set(withField({ name: 'day', label: 'Other day', kind: 'date' }))],
    ['X1: label Day stands there twice', set(withField({ name: 'other', label: 'Day', kind: 'date' }))],
    ['X1: 7 is no name of a field', set(withField({ name: '7', label: 'Seven', kind: 'line' }))],
    ['X1: pick has nothing to choose from', set(withField({ name: 'pick', label: 'Pick', kind: 'choice' }))],
    ['X1: end comes after kind, which is no date', set(withField({ name: 'end', label: 'End', kind: 'date', notBefore: 'kind' }))],
    [
      'X1: a condition reads day, which is no choice',
      set(withField({ name: 'x', label: 'X', kind: 'line', when: { field: 'day', is: ['a'] } })),
    ],
    ['X1: kind has no answer c', set(withField({ name: 'x', label: 'X', kind: 'line', when: { field: 'kind', is: ['c'] } }))],
    ['X1: it asks for more rows than it takes', set({ rows: { label: 'Row', min: 2, max: 1, fields: [] } })],
    ['X1: kind is no date of it', set({ expiry: 'kind' })],
    ['no reminder is due before an expiry', { ...set({}), reminders: { daysBefore: [], stillDaysAfter: 1, source: 'x' } }],
  ])('has a fault: %s', (fault, given) => {
    expect(faultsOf(given)).toContain(fault)
  })
})
