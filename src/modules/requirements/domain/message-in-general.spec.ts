import { describe, expect, it } from '@jest/globals'

import { readPackSource } from '../../guidelines/guideline-packs.js'
import { messageInGeneral } from './message-in-general.js'

describe('The message of a rule before there is a bid', () => {
  it.each([
    ['Nobody is able to step in before harm is done.', 'Nobody is able to step in before harm is done.'],
    ['Evidence is missing or cannot be used: {items}.', 'Evidence is missing or cannot be used.'],
    ['Some answers are too short or have gaps: {questions}. {details}', 'Some answers are too short or have gaps.'],
    ['It is not clear. Missing: {missing}.', 'It is not clear.'],
    ['It takes longer than the {limit} hours allowed.', 'It takes longer than the … hours allowed.'],
  ])('“%s” is “%s”', (message, general) => {
    expect(messageInGeneral(message)).toBe(general)
  })

  it('names nothing and says something, whichever rule it is', () => {
    const { supplierRules } = readPackSource('ai-procurement/2020-06-08')
    const general = supplierRules.map(({ message }) => messageInGeneral(message))
    expect(general.filter(words => /[{}:]\s*$|[{}]/.test(words) || words.length < 20)).toEqual([])
  })
})
