import { describe, expect, it } from '@jest/globals'

import type { Json } from './json.js'
import { containsPhrase, countWords, folded, foldedValue } from './words.js'

describe('countWords', () => {
  it.each<[Json, number]>([
    ['', 0],
    [' \n\t ', 0],
    ['one', 1],
    ['  two\nwords ', 2],
    ['one\u00A0two\u2003three', 3],
    ['well-known word', 2],
    ['- –', 2],
    ['\u{1F600} e\u0301', 2],
    [null, 0],
    [['two words'], 0],
  ])('of %p is %p', (text, words) => {
    expect(countWords(text)).toBe(words)
  })
})

describe('folded', () => {
  it.each<[string, string]>([
    [' Error Rate ', 'error rate'],
    ['error_rate', 'error rate'],
    ['error - rate', 'error rate'],
    ['ERROR\u00A0\n rate', 'error rate'],
    ['v2.4', 'v2.4'],
    ['É', 'é'],
    ['', ''],
  ])('makes %p into %p', (text, same) => {
    expect(folded(text)).toBe(same)
  })

  it('reaches into lists and leaves what is no text', () => {
    expect(foldedValue(['A_B', 1, null])).toEqual(['a b', 1, null])
    expect(foldedValue(true)).toBe(true)
  })
})

describe('containsPhrase', () => {
  it.each<[string, string, boolean]>([
    ['We use the Acme tool.', 'acme', true],
    ['We use the Acme tool.', 'the ACME tool', true],
    ['We use acmetool.', 'acme', false],
    ['An acme', 'acme an', false],
    ['Acme-tool', 'acme tool', true],
    ['(acme)', 'Acme!', true],
    ['nothing', '', false],
    ['nothing', ' - ', false],
    ['', 'acme', false],
    ['café', 'caf', false],
    ['$& .*', '.*', false],
  ])('in %p of %p is %p', (text, phrase, there) => {
    expect(containsPhrase(text, phrase)).toBe(there)
  })
})
