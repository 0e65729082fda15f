import { describe, expect, it } from '@jest/globals'

import { comparedQuestions, neighboursOf } from './compared-questions.js'

const question = (id: string) => ({ id, text: `What of ${id}?` })

const QUESTIONS = comparedQuestions({
  awardQuestions: [question('A1'), question('Q101')],
  sections: [
    { title: 'Purpose', questions: [question('Q101'), question('Q102')] },
    { title: 'Data', questions: [question('Q201'), question('Q202')] },
  ],
  ethics: new Set(['Q202', 'Q101']),
})

const names = QUESTIONS.map(({ kind, id }) => `${kind} ${id}`)

describe('Bids are compared by', () => {
  it('award questions first, then the questions on ethics that concern one of them, in the order of the questionnaire', () => {
    expect(names).toEqual(['award A1', 'award Q101', 'ethics Q101', 'ethics Q202'])
    expect(QUESTIONS.map(({ section }) => section)).toEqual([null, null, 'Purpose', 'Data'])
  })

  it.each([
    ['award', 'A1', null, 'award Q101'],
    ['award', 'Q101', 'award A1', 'ethics Q101'],
    ['ethics', 'Q101', 'award Q101', 'ethics Q202'],
    ['ethics', 'Q202', 'ethics Q101', null],
  ] as const)('%s question %s, after %s and before %s', (kind, id, previous, next) => {
    const found = neighboursOf(QUESTIONS, kind, id)
    const name = (each: { kind: string; id: string } | null | undefined) => (each == null ? null : `${each.kind} ${each.id}`)
    expect([name(found?.question), name(found?.previous), name(found?.next)]).toEqual([`${kind} ${id}`, previous, next])
  })

  it('no question that concerns none of them', () => {
    expect(neighboursOf(QUESTIONS, 'ethics', 'Q102')).toBeNull()
    expect(neighboursOf(QUESTIONS, 'ethics', 'A1')).toBeNull()
    expect(neighboursOf([], 'award', 'A1')).toBeNull()
  })
})
