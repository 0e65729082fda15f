import { describe, expect, it } from '@jest/globals'

import type { Answer } from '../guidelines/domain/answers.js'
import type { QuestionSource } from '../guidelines/domain/pack-source.js'
import { TIERS } from '../guidelines/domain/risk-tier.js'
import { goldenBid } from '../guidelines/golden-bids.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { filled, fingerprint, typedAnswer } from './domain/typed-answers.js'
import { fieldsOfQuestion, type Lists } from './question-fields.js'

const guidelines = new GuidelinesService()
const questions = guidelines.questionnaire(guidelines.current().questionnaire).sections.flatMap(section => section.questions)
function questionOf(wanted: string): QuestionSource {
  const found = questions.find(({ id }) => id === wanted)
  if (found === undefined) throw new Error(`There is no ${wanted}.`)
  return found
}

const lists: Lists = { picked: {}, files: [], reasonWords: 15 }

/** What a browser sends when nothing is changed in the form. */
function sent(question: QuestionSource, answer: Answer): Record<string, string[]> {
  const { fields, rows } = fieldsOfQuestion(question, answer, [], lists)
  const all = [...fields, ...(rows ?? []).flatMap(row => row.fields)]
  return Object.fromEntries(all.map(({ id, value }) => [id, typeof value === 'string' ? [value] : [...value]]))
}

describe('The fields of a question', () => {
  it.each(TIERS)('lose nothing of the worked answers at the %s tier', tier => {
    const { passing } = goldenBid(tier)
    const answered = questions.filter(({ id }) => id in passing)
    expect(answered.length).toBeGreaterThan(20)
    for (const question of answered) {
      const answer = passing[question.id] as Answer
      expect(filled(typedAnswer(question, sent(question, answer)))).toEqual(filled(answer))
    }
  })

  it('hold nothing where nothing was answered, for every type of question', () => {
    expect(new Set(questions.map(({ type }) => type)).size).toBe(7)
    for (const question of questions) expect(filled(typedAnswer(question, sent(question, {})))).toBeNull()
  })

  it('keep what is no number, to be refused as such', () => {
    const question = questionOf('Q503')
    expect(typedAnswer(question, { 'Q503-value': ' 42 ' })).toEqual({ value: 42 })
    expect(typedAnswer(question, { 'Q503-value': '1e3' })).toEqual({ value: '1e3' })
    const versions = guidelines.current()
    expect(guidelines.malformedAnswers(versions, { Q503: { value: '1e3' } })).toMatchObject([
      { pointer: '/Q503/value', code: 'wrong-type' },
    ])
  })

  it('count rows anew, so that what is wrong with one points at the field it will have', () => {
    const question = questionOf('Q103')
    const typed = typedAnswer(question, { 'Q103-rows-7-name': 'second', 'Q103-rows-2-name': 'first', 'Q103-rows-x-name': 'none' })
    expect(typed.rows?.map(({ name }) => name)).toEqual(['first', 'second'])
  })
})

describe('A fingerprint', () => {
  it.each<[string, Answer, Answer, boolean]>([
    ['the order of ticks', { value: ['a', 'b'] }, { value: ['b', 'a'] }, true],
    ['blanks', { text: 'a', parts: { b: '' } }, { text: 'a' }, true],
    ['line breaks of another system', { text: 'a\r\nb' }, { text: 'a\nb' }, true],
    ['the order of rows', { rows: [{ a: '1' }, { a: '2' }] }, { rows: [{ a: '2' }, { a: '1' }] }, false],
    ['a letter', { text: 'a' }, { text: 'b' }, false],
  ])('tells apart, or not: %s', (_what, one, other, isSame) => {
    expect(fingerprint(one) === fingerprint(other)).toBe(isSame)
  })
})
