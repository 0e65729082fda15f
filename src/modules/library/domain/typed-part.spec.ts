import { describe, expect, it } from '@jest/globals'

import type { QuestionSource } from './question-set.js'
import { asksMore, readPart, toSave, withRows } from './typed-part.js'

const QUESTION: QuestionSource = {
  id: 'X1',
  title: 'A question',
  text: 'What?',
  help: { whyWeAsk: 'x', whatGoodLooksLike: 'x' },
  sources: [],
  fields: [
    {
      name: 'any',
      label: 'Any',
      kind: 'choice',
      options: [
        { code: 'yes', label: 'Yes' },
        { code: 'no', label: 'No' },
      ],
    },
    { name: 'why', label: 'Why', kind: 'line', when: { field: 'any', is: ['no'] } },
  ],
  rows: { label: 'Row', min: 1, max: 5, when: { field: 'any', is: ['yes'] }, fields: [{ name: 'name', label: 'Name', kind: 'line' }] },
}

const SEEN = { '.seen-X1': '3', '.shown-X1': 'any' }

const read = (fields: Record<string, string>) => readPart([QUESTION], { ...SEEN, ...fields })

describe('The form of a part of the library', () => {
  it('holds the questions that it was made with, each over the version that was shown', () => {
    expect(readPart([QUESTION], {}).questions).toEqual([])
    expect(readPart([QUESTION], { '.seen-X1': '-1' }).questions).toEqual([])
    expect(read({ 'X1-values-any': 'yes' }).questions[0]).toMatchObject({ seen: 3, answer: { values: { any: 'yes', why: '' }, rows: [] } })
  })

  it.each<[string, string | null]>([
    ['0193a5a0-1111-7222-8333-444455556666', '0193a5a0-1111-7222-8333-444455556666'],
    ['', null],
    ['nonsense', null],
  ])('says by %j that it was made from the draft %j, also with a row more', (sent, draft) => {
    const fields = { '.draft': sent, '.do': 'add-row X1' }
    expect([read(fields).draft, withRows(read(fields))?.draft]).toEqual([draft, draft])
  })

  it('counts rows anew, whatever numbers were left', () => {
    const [typed] = read({ 'X1-rows-7-name': 'b', 'X1-rows-2-name': 'a', 'X1-rows-x-name': 'c' }).questions
    expect(typed?.answer.rows).toEqual([{ name: 'a' }, { name: 'b' }])
  })

  it.each<[string, string, number]>([
    ['a row more', 'add-row X1', 3],
    ['a row less', 'remove-row X1 0', 1],
    ['as it is, of a row that is not there', 'remove-row X1 9', 2],
    ['as it is, with what follows', 'show', 2],
  ])('is shown with %s', (_what, action, rows) => {
    const changed = withRows(read({ '.do': action, 'X1-rows-0-name': 'a', 'X1-rows-1-name': 'b' }))
    expect(changed?.questions[0]?.answer.rows).toHaveLength(rows)
  })

  it.each(['save', 'save-and-leave', 'nonsense', ''])('is saved: %j', action => {
    expect(withRows(read({ '.do': action }))).toBeNull()
  })

  it.each<[Record<string, string>, object, boolean]>([
    [{ 'X1-values-any': 'yes', 'X1-values-why': 'x', 'X1-rows-0-name': 'a' }, { values: { any: 'yes' }, rows: [{ name: 'a' }] }, true],
    [{ 'X1-values-any': 'no', 'X1-values-why': 'x', 'X1-rows-0-name': 'a' }, { values: { any: 'no', why: 'x' }, rows: [] }, true],
    [{ 'X1-values-any': 'yes', '.shown-X1': 'any,rows' }, { values: { any: 'yes' }, rows: [] }, false],
    [{ 'X1-values-any': '' }, { values: { any: '' }, rows: [] }, false],
  ])('saves what is asked for, and tells what more follows: %j', (fields, saved, more) => {
    const [typed] = read(fields).questions
    if (typed === undefined) throw new Error('The form holds no question.')
    expect(toSave(typed)).toEqual(saved)
    expect(asksMore(typed)).toBe(more)
  })
})
