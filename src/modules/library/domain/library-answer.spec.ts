import { describe, expect, it } from '@jest/globals'

import { compareAnswers, wordsOf } from './answer-words.js'
import { isBlank, type LibraryAnswer, NO_ANSWER, withFiles } from './library-answer.js'
import type { QuestionSource } from './question-set.js'

const QUESTION = { fields: [{ name: 'said', label: 'What you say', kind: 'line' }] } as unknown as QuestionSource

const file = (name: string, sha256 = 'ab') => ({ id: name, name, sha256 })

const answer = (said: string, ...files: ReturnType<typeof file>[]): LibraryAnswer => withFiles({ values: { said }, rows: [] }, files)

describe('An answer with files', () => {
  it('is not blank, and without them what it was before there were any', () => {
    expect(isBlank(withFiles(NO_ANSWER, [file('a')]))).toBe(false)
    expect(withFiles(withFiles(NO_ANSWER, [file('a')]))).toEqual({ values: {}, rows: [] })
    expect(Object.keys(withFiles(NO_ANSWER, []))).toEqual(['values', 'rows'])
  })

  it.each<[string, LibraryAnswer, LibraryAnswer, string[]]>([
    ['nothing, where nothing changed', answer('x', file('a')), answer('x', file('a')), []],
    ['one that was added', answer('x'), answer('x', file('a')), ['Evidence file a']],
    ['one that is gone, and not the other', answer('x', file('a'), file('b')), answer('x', file('b')), ['Evidence file a']],
    ['one of the same name with other content', answer('x', file('a')), answer('x', file('a', 'cd')), ['Evidence file a']],
    ['words beside it', answer('x'), answer('y', file('a')), ['What you say', 'Evidence file a']],
  ])('shows %s', (_, before, after, labels) => {
    expect(compareAnswers(QUESTION, before, after).map(({ label }) => label)).toEqual(labels)
  })

  it('has words that say nothing of them', () => {
    expect(wordsOf(QUESTION, answer('x', file('a')))).toEqual([{ label: 'What you say', text: 'x' }])
  })
})
