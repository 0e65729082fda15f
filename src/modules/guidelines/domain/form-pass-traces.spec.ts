import { describe, expect, it } from '@jest/globals'

import { explained, FIFTEEN, found, HIGH, REQUIRED, signed } from '../form-passes.fixture.js'
import { aPackSource, aRule, LMH } from '../pack.fixture.js'
import { checkEthics } from './check-ethics.js'
import { compilePack } from './compile-pack.js'

const empty = (question: string, value: unknown, result = false) => ({ op: 'empty', question, value, expected: null, result })
const words = (question: string, value: number, expected: number, result: boolean) => ({
  op: 'words',
  question,
  cmp: 'lt',
  value,
  expected,
  result,
})
const file = (question: string, id: string, fault: string | null) => ({
  op: 'usable',
  fact: 'evidence',
  question,
  value: { file: id, fault },
  expected: null,
  result: fault !== null,
})

describe('what a form pass shows as read', () => {
  it('is each required answer that is shown, but for signatures', () => {
    const answers = { ...REQUIRED, Q201: { text: 'Some words' }, Q503: {}, Q603: { files: ['good'] } }
    expect(explained('unanswered', answers)).toEqual({
      any: [
        empty('Q101', 'ai_core'),
        empty('Q102', ['rules']),
        empty('Q203', 'none'),
        empty('Q204', 'none'),
        empty('Q301', 'none'),
        empty('Q306', ['uk']),
        empty('Q201', 'Some words'),
        empty('Q503', null, true),
        empty('Q704', ['none']),
      ],
      result: true,
    })
  })

  it('is the words, the parts and the choices of what was begun', () => {
    const answers = {
      Q202: { rows: [{ group: 'a', vulnerable: 'no' }, { group: 'b' }, { group: 'c' }] },
      Q304: { text: 'three words here', parts: { limits: 'x' } },
      Q201: { text: 'x', parts: { outcome_ids: ['O1'] } },
      Q403: { rows: [{ metric: 'rate', context: 'lab' }] },
      Q306: { value: ['uk'] },
    }
    expect(explained('incomplete', answers, { settings: { dataCheck: 'required' } })).toEqual({
      any: [
        { ...empty('Q202', [2, 3], true), column: 'vulnerable' },
        { ...empty('Q201', ['O1']), part: 'outcome_ids' },
        { ...empty('Q201', null, true), part: 'measure' },
        { ...empty('Q403', [1], true), column: 'country' },
        { ...empty('Q403', []), column: 'context' },
        words('Q304', 3, 3, false),
        { ...empty('Q304', 'x'), part: 'limits' },
        { ...empty('Q304', null, true), part: 'plan' },
      ],
      result: true,
    })
    expect(found('incomplete', answers)?.says).toBe(
      'Q202, Q201 and Q403: Q202: vulnerable in row 2 and 1 more; Q201: the measure; Q403: the country in row 1',
    )
  })

  it('is the files that must be there, those for what is ticked, and each that is there', () => {
    const answers = {
      Q307: { files: ['good'] },
      Q304: { files: ['lost'] },
      Q704: { value: ['iso27001', 'none'], itemFiles: { pen_test: ['torn'], iso27001: ['bad'] } },
    }
    const notice = { riskProfile: { pdata: 'personal', safety: 'yes' } }
    const forItem = { op: 'filesFor', question: 'Q704', item: 'iso27001', cmp: 'lt', value: 1, expected: 1, result: false }
    expect(explained('evidence', answers, notice)).toEqual({
      any: [
        { op: 'files', question: 'Q307', cmp: 'lt', value: 1, expected: 1, result: false },
        { op: 'files', question: 'Q603', cmp: 'lt', value: 0, expected: 1, result: true },
        forItem,
        file('Q307', 'good', null),
        file('Q304', 'lost', 'which is not a file of this bid'),
        file('Q704', 'bad', 'which holds harmful software'),
        file('Q704', 'torn', 'which cannot be opened as the type it claims to be'),
      ],
      result: true,
    })
    expect(found('evidence', answers, notice)?.says).toBe(
      'Q603 (“What about Q603?”), the file lost in Q304, which is not a file of this bid, the file a.pdf in Q704, which holds harmful software and the file b.pdf in Q704, which cannot be opened as the type it claims to be',
    )
  })

  it('is no file where none is needed, though some may be attached', () => {
    const source = aPackSource({ supplierRules: [aRule({ form: 'evidence', message: '{items}' })] })
    const sections = source.sections.map(section => ({
      ...section,
      questions: section.questions.map(question => (question.id === 'Q304' ? { ...question, asked: LMH } : question)),
    }))
    const input = { requirement: HIGH, answers: { Q304: { text: 'three words here' } }, facts: {} }
    expect(checkEthics(compilePack({ ...source, sections }), input).findings).toMatchObject([{ trace: { any: [{ question: 'Q603' }] } }])
  })

  it('is the words of a reason where one is asked for', () => {
    const answers = { Q306: { value: ['none'], reason: 'too short' }, Q704: { value: ['none'], reason: FIFTEEN }, Q203: { value: 'none' } }
    expect(explained('unreasoned', answers)).toEqual({
      any: [
        { ...words('Q306', 2, 15, true), part: 'reason' },
        { ...words('Q704', 15, 15, false), part: 'reason' },
      ],
      result: true,
    })
  })

  it.each<[object, string, boolean]>([
    [{}, '1.0.0', true],
    [{}, '0.9.0', true],
    [signed({}), '0.9.0', false],
  ])('is the version the answers %j were written for, %p, and each signature', (answers, questionnaire, open) => {
    const isOther = questionnaire !== '1.0.0'
    expect(explained('unsigned', answers, {}, { questionnaire })).toEqual({
      any: [
        { op: 'ne', sys: 'questionnaire', value: questionnaire, expected: '1.0.0', result: isOther },
        { any: [empty('D2', null, open)], result: open },
      ],
      result: true,
    })
  })
})
