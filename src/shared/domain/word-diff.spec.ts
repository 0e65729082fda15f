import { describe, expect, it } from '@jest/globals'

import { compareWords, type Segment } from './word-diff.js'

const shown = (segments: readonly Segment[]): string =>
  segments.map(({ kind, text }) => (kind === 'same' ? text : kind === 'gone' ? `-${text}-` : `+${text}+`)).join('|')

describe('Two texts, word by word,', () => {
  it.each<[string, string, string, string]>([
    ['the same', 'the same', 'the same', 'the same'],
    ['', '', '', ''],
    ['', 'all new', '', '+all new+'],
    ['all gone', '', '-all gone-', ''],
    ['Potholes are found late.', 'Potholes are found too late.', 'Potholes are found late.', 'Potholes are found|+ too+| late.'],
    ['one two three', 'one three', 'one|- two-| three', 'one three'],
    ['a b c d', 'a x c y', 'a|- b-| c|- d-', 'a|+ x+| c|+ y+'],
    ['a a a', 'a a', 'a a|- a-', 'a a'],
    ['line\nnext', 'line\nother', 'line|-\nnext-', 'line|+\nother+'],
    ['ends with space ', 'ends with space', 'ends with space|- -', 'ends with space'],
  ])('%j and %j', (before, after, old, young) => {
    const marked = compareWords(before, after)
    expect([shown(marked.before), shown(marked.after)]).toEqual([old, young])
  })

  it('lose nothing when they are put together again', () => {
    const [before, after] = ['  Two  words \n\n and more\t', 'Other  words, \n and some more  ']
    const marked = compareWords(before, after)
    expect(marked.before.map(({ text }) => text).join('')).toBe(before)
    expect(marked.after.map(({ text }) => text).join('')).toBe(after)
  })

  it('that are too long to compare count as different between their equal ends', () => {
    const long = (word: string): string => `first ${`${word} `.repeat(2_001)}last`
    const marked = compareWords(long('old'), long('new'))
    expect(marked.before.map(({ kind }) => kind)).toEqual(['same', 'gone', 'same'])
    expect(marked.after.map(({ kind }) => kind)).toEqual(['same', 'new', 'same'])
  })
})
