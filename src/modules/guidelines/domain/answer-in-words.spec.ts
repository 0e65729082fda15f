import { describe, expect, it } from '@jest/globals'

import { type AnswerInWords, answerInWords } from './answer-in-words.js'
import type { Answer } from './answers.js'
import type { QuestionSource } from './pack-source.js'

const A_QUESTION: QuestionSource = {
  id: 'Q1',
  type: 'text',
  text: 'How?',
  asked: { low: 'required', medium: 'required', high: 'required' },
  askedBecause: 'somebody has to say it',
  clauses: [],
  also: [],
  help: { whyWeAsk: '', whatGoodLooksLike: '', whoUsuallyKnows: '', minutes: 1 },
}

const OPTIONS = [
  { code: 'inform', label: 'People are told' },
  { code: 'contest', label: 'People can contest it' },
]

const COLUMNS = [
  { name: 'what', label: 'What' },
  { name: 'risk', label: 'Risk', options: [{ code: 'hi', label: 'High' }] },
]

const NAMES = {
  files: new Map([['f1', 'proof.pdf']]),
  notice: { outcomes: new Map([['O1', 'O1: Shorter queues']]) },
}

const NOTHING: AnswerInWords = { lines: [], table: null, files: [] }

describe('An answer in words', () => {
  it.each<[string, Partial<QuestionSource>, Answer, Partial<AnswerInWords>]>([
    ['that is empty says nothing', {}, {}, {}],
    ['tells a choice by its label', { options: OPTIONS }, { value: 'contest' }, { lines: ['People can contest it'] }],
    [
      'tells each tick on a line of its own',
      { options: OPTIONS },
      { value: ['inform', 'contest'] },
      { lines: ['People are told', 'People can contest it'] },
    ],
    ['tells a code that is no option as it is', { options: OPTIONS }, { value: ['gone'] }, { lines: ['gone'] }],
    ['tells a number', {}, { value: 0 }, { lines: ['0'] }],
    [
      'tells the reason behind the choice',
      { options: OPTIONS },
      { value: 'inform', reason: 'By law.' },
      { lines: ['People are told', 'Reason: By law.'] },
    ],
    ['tells a text', {}, { text: 'One\ntwo' }, { lines: ['One\ntwo'] }],
    [
      'tells its parts behind the text, each with its label, in the order they are asked',
      {
        parts: [
          { name: 'who', label: 'Who', kind: 'text' },
          { name: 'outcomes', label: 'Outcomes', kind: 'list' },
        ],
      },
      { text: 'How', parts: { outcomes: ['O1', 'O2'], who: 'We', unasked: 'x' } },
      { lines: ['How', 'Who: We', 'Outcomes: O1, O2'] },
    ],
    [
      'tells what is picked from the notice in its words, and what is not there any more as it is',
      { parts: [{ name: 'outcomes', label: 'Outcomes', kind: 'list', pickedFrom: 'outcomes' }] },
      { parts: { outcomes: ['O1', 'O2'] } },
      { lines: ['Outcomes: O1: Shorter queues; O2'] },
    ],
    [
      'tells what a table picks from the notice in its words',
      { columns: [{ name: 'serves', label: 'serves', pickedFrom: 'outcomes' }] },
      { rows: [{ serves: 'O1' }, {}] },
      { table: { columns: ['Serves'], rows: [['O1: Shorter queues'], ['']] } },
    ],
    [
      'tells who signed',
      {},
      { signature: { name: 'A Director', role: 'Director', date: '2026-11-26', consent: true } },
      { lines: ['Signed: A Director, Director, 26 November 2026', 'Agreed that the signature binds.'] },
    ],
    ['tells of a signature only what is there', {}, { signature: { role: 'Director', consent: false } }, { lines: ['Signed: Director'] }],
    [
      'is a table where it has rows, with labels for codes and blanks for what is missing',
      { columns: COLUMNS },
      { rows: [{ what: 'Bias', risk: 'hi' }, { risk: 'other' }] },
      {
        table: {
          columns: ['What', 'Risk'],
          rows: [
            ['Bias', 'High'],
            ['', 'other'],
          ],
        },
      },
    ],
    [
      'tells days and countries of a table in words, and leaves what is neither as it is',
      {
        columns: [
          { name: 'since', label: 'since', kind: 'date' },
          { name: 'where', label: 'country of hosting', kind: 'country' },
        ],
      },
      {
        rows: [
          { since: '2026-12-04', where: 'FR' },
          { since: 'soon', where: 'fr' },
        ],
      },
      {
        table: {
          columns: ['Since', 'Country of hosting'],
          rows: [
            ['4 December 2026', 'France (FR)'],
            ['soon', 'fr'],
          ],
        },
      },
    ],
    ['is no table where it has none', { columns: COLUMNS }, { rows: [] }, {}],
    [
      'names its files, and those that are gone as gone',
      { options: OPTIONS },
      { files: ['f1', 'f2'], itemFiles: { inform: ['f1'], gone: ['f2'] } },
      {
        files: [
          'proof.pdf',
          'A file that is not in the bid any more',
          'People are told: proof.pdf',
          'gone: A file that is not in the bid any more',
        ],
      },
    ],
  ])('%s', (_, question, answer, words) => {
    expect(answerInWords({ ...A_QUESTION, ...question }, answer, NAMES)).toEqual({ ...NOTHING, ...words })
  })
})
