import { describe, expect, it } from '@jest/globals'

import { corrected, mistakesBetween, nearestTo, wordsIn } from './spelling.js'

describe('The mistakes between two words', () => {
  it.each<[string, string, number]>([
    ['bridge', 'bridge', 0],
    ['brigde', 'bridge', 1],
    ['bidge', 'bridge', 1],
    ['bridgge', 'bridge', 1],
    ['fridge', 'bridge', 1],
    ['recieve', 'receipt', 3],
    ['', 'lamp', 4],
    ['lamp', '', 4],
    ['abcd', 'badc', 2],
  ])('%s and %s are %d', (one, other, mistakes) => {
    expect(mistakesBetween(one, other)).toBe(mistakes)
    expect(mistakesBetween(other, one)).toBe(mistakes)
  })
})

describe('The nearest known word', () => {
  it.each<[string, string[], string | null]>([
    ['brigde', ['bright', 'bridge', 'brigade'], 'bridge'],
    ['bridge', ['bridge', 'fridge'], null],
    ['zebra', ['zero', 'bread'], null],
    ['hospitel', ['hospitals', 'hospital'], 'hospital'],
    ['transaltoin', ['translation'], 'translation'],
    ['traslatoin', ['transition'], null],
    ['lamp', [], null],
    ['lams', ['lamp', 'lamb'], 'lamp'],
  ])('to %s of %j is %s', (word, known, nearest) => {
    expect(nearestTo(word, known)).toBe(nearest)
  })
})

describe('A search', () => {
  it.each<[string, string[]]>([
    ['Brigde or "street LAMP" -the', ['brigde', 'street', 'lamp']],
    ['lamp Lamp lamp', ['lamp']],
    ['über-Brücke', ['über', 'brücke']],
    ['a b2 cat & | !', []],
  ])('%s has the words %j', (q, words) => {
    expect(wordsIn(q)).toEqual(words)
  })

  it('keeps its signs when its words are put right', () => {
    const right = new Map([
      ['brigde', 'bridge'],
      ['fery', 'ferry'],
    ])
    expect(corrected('"Brigde fery" or -lamps', right)).toBe('"bridge ferry" or -lamps')
  })
})
