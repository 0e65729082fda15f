import { describe, expect, it } from '@jest/globals'

import { PackRefused } from './domain/pack.js'
import type { PackSource } from './domain/pack-source.js'
import { hashesOfPacks, onItsCases, readGuidelinePacks, readPackSource } from './guideline-packs.js'

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

  it('refuses a pack that is not proved', () => {
    const refuse = (): never => {
      throw new PackRefused('ai-procurement/2020-06-08', ['a rule never fires'])
    }
    expect(() => readGuidelinePacks(undefined, undefined, refuse)).toThrow('a rule never fires')
  })

  it('proves each rule on the case that the pack names for it', () => {
    const [{ pack }] = readGuidelinePacks()
    const [first, ...others] = source.supplierRules
    const misled = { ...source, supplierRules: [{ ...first, fixtures: { ...first?.fixtures, fires: 'no such case' } }, ...others] }
    expect(() => {
      onItsCases(source, pack)
    }).not.toThrow()
    expect(() => {
      onItsCases(misled as PackSource, pack)
    }).toThrow('there is no case “no such case”')
  })

  it('takes the packs whose hashes are published', () => {
    expect(readGuidelinePacks(hashesOfPacks())).toHaveLength(Object.keys(hashesOfPacks()).length)
  })

  it.each([
    [{}, 'it is not listed in packs/published.json'],
    [{ 'ai-procurement/2020-06-08': 'sha256-00' }, 'its content is not what was published: packs/published.json says sha256-00'],
  ])('refuses a pack that is not as published in %j, and names the hash it has', (published, why) => {
    const read = (): unknown => readGuidelinePacks(published)
    expect(read).toThrow(PackRefused)
    expect(read).toThrow(why)
    expect(read).toThrow(String(Object.values(hashesOfPacks())[0]))
  })
})
