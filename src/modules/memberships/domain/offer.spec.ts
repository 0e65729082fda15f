import { describe, expect, it } from '@jest/globals'

import { lackingTokens, tokenInWords, tokensOf, unknownTokens, valuesOf, withParents } from './offer.js'

const value = (key: string, parent: string | null = null, retired = false) => ({ key, title: key, parent, retired })
const FACETS = [
  { key: 'ai-type', title: 'Type of AI', values: [value('medical'), value('imaging', 'medical'), value('old', null, true)] },
  { key: 'sector', title: 'Sector', values: [value('health'), value('defence')] },
]

describe('What a supplier offers', () => {
  it('is kept as tokens, each once and in order, and comes back by facet', () => {
    const tokens = tokensOf({ sector: ['health', 'health'], 'ai-type': ['imaging', 'medical'] })
    expect(tokens).toEqual(['ai-type/imaging', 'ai-type/medical', 'sector/health'])
    expect(valuesOf(tokens)).toEqual({ 'ai-type': ['imaging', 'medical'], sector: ['health'] })
  })

  it('holds what a value is a part of', () => {
    expect(withParents(['ai-type/imaging', 'sector/health'], FACETS)).toEqual(['ai-type/imaging', 'ai-type/medical', 'sector/health'])
    expect(withParents(['sector/health'], FACETS)).toEqual(['sector/health'])
  })

  it.each([
    ['sector/health', 'Sector: health'],
    ['ai-type/old', 'Type of AI: old'],
    ['sector/space', 'sector/space'],
    ['other/health', 'other/health'],
  ])('is told in the words of the filters: %s as %s', (token, words) => {
    expect(tokenInWords(token, FACETS)).toBe(words)
  })

  it.each([
    ['values in use', ['sector/health'], [], []],
    ['a value that never was', ['sector/space'], [], ['sector/space']],
    ['a retired value', ['ai-type/old'], [], ['ai-type/old']],
    ['a retired value that was chosen before', ['ai-type/old'], ['ai-type/old'], []],
  ])('takes no unknown values: %s', (_, tokens, kept, unknown) => {
    expect(unknownTokens(tokens, FACETS, kept)).toEqual(unknown)
  })

  it.each([
    ['nothing is chosen', [], ['sector/health'], []],
    ['all is offered', ['ai-type/medical', 'sector/health'], ['ai-type/imaging', 'ai-type/medical', 'sector/health'], []],
    ['one of a facet is lacking', ['sector/health', 'sector/defence'], ['sector/health'], ['sector/defence']],
    ['a facet is lacking', ['ai-type/medical', 'sector/health'], ['ai-type/medical'], ['sector/health']],
    ['a part is chosen and the whole is offered', ['ai-type/imaging'], ['ai-type/medical'], ['ai-type/imaging']],
  ])('matches what is chosen where nothing is lacking: %s', (_, chosen, offer, lacking) => {
    expect(lackingTokens(chosen, offer)).toEqual(lacking)
  })
})
