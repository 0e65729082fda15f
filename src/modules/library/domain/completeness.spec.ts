import { describe, expect, it } from '@jest/globals'

import { currentSet } from '../question-sets.js'
import { type AnswerState, lacking, stateOf, stateOfAll } from './completeness.js'
import type { LibraryAnswer, Values } from './library-answer.js'
import { findQuestion, type QuestionSource } from './question-set.js'

const question = (id: string): QuestionSource => {
  const found = findQuestion(currentSet(), id)
  if (found === null) throw new Error(`There is no question ${id}.`)
  return found.question
}

const answer = (values: Values, ...rows: Values[]): LibraryAnswer => ({ values, rows })

const REFERENCE = {
  organisation: 'A council',
  contract: 'A chatbot',
  from: '2025-01-01',
  contact: 'Head of digital',
  email: 'digital@example.test',
  value: '10000',
}

const EVENT = { who: 'own', what: 'A fine', when: '2024-01-01', measures: 'Training', evidence: 'The record of it' }

describe('An answer of the library', () => {
  it.each<[id: string, given: LibraryAnswer, state: AnswerState, lacks: string[]]>([
    ['L103', answer({}), 'missing', ['Address', 'Postcode', 'Country']],
    ['L103', answer({ address: 'x' }), 'begun', ['Postcode', 'Country']],
    ['L103', answer({ address: 'x', postcode: 'x', country: 'x' }), 'done', []],
    ['L201', answer({ applies: 'no' }), 'done', []],
    ['L201', answer({ applies: 'yes' }), 'begun', ['Event: 1 more']],
    [
      'L201',
      answer({ applies: 'yes' }, { what: 'A fine' }),
      'begun',
      [
        'Event 1: Whom it is about',
        'Event 1: When it happened or was decided',
        'Event 1: What you have done about it',
        'Event 1: Evidence',
      ],
    ],
    ['L201', answer({ applies: 'yes' }, EVENT), 'done', []],
    ['L401', answer({ kind: 'none', plan: 'In March' }), 'done', []],
    ['L401', answer({ kind: 'none' }), 'begun', ['When you will hold one, and what protects you until then']],
    ['L501', answer({}, REFERENCE, REFERENCE), 'begun', ['Reference: 1 more']],
    ['L501', answer({}, REFERENCE, REFERENCE, REFERENCE), 'done', []],
    ['L701', answer({ required: 'yes' }), 'begun', ['How the data protection officer is reached']],
    ['L701', answer({ required: 'no', reason: 'Small' }), 'done', []],
  ])('to %s that says %j is %s', (id, given, state, lacks) => {
    expect(stateOf(question(id), given)).toBe(state)
    expect(lacking(question(id), given)).toEqual(lacks)
  })

  it.each<[states: AnswerState[], together: AnswerState]>([
    [['missing', 'missing'], 'missing'],
    [['done', 'missing'], 'begun'],
    [['begun', 'begun'], 'begun'],
    [['done', 'done'], 'done'],
  ])('together with others: %j is %s', (states, together) => {
    expect(stateOfAll(states)).toBe(together)
  })
})
