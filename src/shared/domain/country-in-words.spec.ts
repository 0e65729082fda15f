import { describe, expect, it } from '@jest/globals'

import { countryInWords } from './country-in-words.js'

describe('A country', () => {
  it.each([
    ['GB', 'United Kingdom (GB)'],
    ['FR', 'France (FR)'],
    ['QX', 'QX'],
    ['gb', 'gb'],
    ['GBR', 'GBR'],
    ['', ''],
    ['\u202EGB', '\u202EGB'],
  ])('%j is told as %j', (code, words) => {
    expect(countryInWords(code)).toBe(words)
  })
})
