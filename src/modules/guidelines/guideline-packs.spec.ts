import { describe, expect, it } from '@jest/globals'

import { readGuidelinePacks, readPackSource } from './guideline-packs.js'

const source = readPackSource('ai-procurement/2020-06-08')

describe('the pack of 8 June 2020', () => {
  it('confirms no clause that nobody has read in the guideline', () => {
    expect(source.clauses.filter(clause => clause.confirmed !== (clause.source === 'S'))).toEqual([])
  })
})

describe('readGuidelinePacks', () => {
  it('reads the same content to the same hash', () => {
    const [first, again] = [readGuidelinePacks(), readGuidelinePacks()].map(packs => packs.map(({ contentHash }) => contentHash))
    expect(first).toEqual(again)
    expect(first?.[0]).toMatch(/^sha256-[0-9a-f]{64}$/)
  })
})
