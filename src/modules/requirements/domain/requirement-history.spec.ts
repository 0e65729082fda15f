import { describe, expect, it } from '@jest/globals'

import { isRefusal, SHOWN_OF_HISTORY, wordsForAct } from './requirement-history.js'

describe('The history of a requirement', () => {
  it.each(SHOWN_OF_HISTORY)('tells %s in a sentence', action => {
    expect(wordsForAct(action)).toMatch(/^[A-Z].+\.$/)
  })

  it('tells by its name what it has no words for', () => {
    expect(wordsForAct('requirement.renamed')).toBe('Recorded: requirement.renamed.')
  })

  it.each([
    ['requirement.approved', false],
    ['requirement.approval-refused', true],
  ])('of %s says that it is a refusal: %s', (action, expected) => {
    expect(isRefusal(action)).toBe(expected)
  })

  it('holds nothing of single bids', () => {
    expect(SHOWN_OF_HISTORY.filter(action => action.startsWith('bid.'))).toEqual([])
  })
})
