import { describe, expect, it } from '@jest/globals'

import { canonicalBytes, sha256, shownHash } from '../../shared/canonical.js'
import { NotFound } from '../../shared/domain/errors.js'
import { compilePack } from './domain/compile-pack.js'
import type { Condition } from './domain/condition.js'
import type { PackSource } from './domain/pack-source.js'
import { type GuidelinePack, hashesOfPacks, readGuidelinePacks } from './guideline-packs.js'
import { ALWAYS_BLOCKS, aPackSource, aRule } from './pack.fixture.js'
import { PublishedGuidelines } from './published-guidelines.js'

const WARNS = { low: 'none', medium: 'warn', high: 'warn' } as const
const BLOCKS_LATE = { low: 'none', medium: 'warn', high: 'block' } as const

const when: Condition = { op: 'eq', of: { q: 'Q101' }, to: 'no_ai' }

const fixtures = { fires: 'fires', passes: 'passes', unknown: 'unknown' }

const rules = [
  aRule({ id: 'SR-90', when, fixtures, outcome: ALWAYS_BLOCKS }),
  aRule({ id: 'SR-91', when, fixtures, outcome: WARNS }),
  aRule({ id: 'SR-92', when, fixtures, outcome: BLOCKS_LATE }),
  aRule({ id: 'SR-93', when, fixtures, outcome: WARNS, escalate: [{ when, to: 'block' }] }),
  aRule({ id: 'SR-94', when, fixtures, outcome: WARNS, escalate: [{ when, to: 'refer' }] }),
]

const made = (source: PackSource): GuidelinePack => ({
  pack: compilePack(source),
  source,
  contentHash: shownHash(sha256(canonicalBytes(source))),
  neverWaived: [],
})

const versioned = (questionnaire: string, ruleSet: string): PackSource => {
  const source = aPackSource({ supplierRules: ruleSet === '1.0.0' ? [] : rules })
  return { ...source, meta: { ...source.meta, questionnaire, ruleSet } }
}

describe('the blocking rules of a pack', () => {
  it.each([
    ['low', ['SR-90']],
    ['medium', ['SR-90', 'SR-93']],
    ['high', ['SR-90', 'SR-92', 'SR-93']],
  ] as const)('lists what can block at the %s tier, escalations included', (tier, expected) => {
    expect(compilePack(aPackSource({ supplierRules: rules })).blockingRules[tier]).toEqual(expected)
  })
})

describe('PublishedGuidelines', () => {
  const published = new PublishedGuidelines([made(versioned('1.0.0', '2.0.0')), made(versioned('1.0.0', '1.0.0'))])

  it('lists an edition once for each pack, the one for new requirements first', () => {
    expect(published.list.items).toHaveLength(1)
    expect(published.list.items[0]?.editions.map(({ ruleSet }) => ruleSet)).toEqual(['2.0.0', '1.0.0'])
  })

  it('answers each version it has, the first where several packs share one', () => {
    expect(published.ruleSet('2.0.0')).toMatchObject({ version: '2.0.0', blockingRules: { low: ['SR-90'] } })
    expect(published.ruleSet('1.0.0')).toMatchObject({ version: '1.0.0', supplierRules: [] })
    expect(published.questionnaire('1.0.0').sections).toHaveLength(1)
    expect(published.edition('ai-procurement', '2020-06-08').clauses.length).toBeGreaterThan(0)
  })

  it('tells what another rule set says differently, both ways', () => {
    const ids = rules.map(({ id }) => id)
    expect(published.diff('1.0.0', '2.0.0')).toMatchObject({ change: 'major', rules: { added: ids, retired: [] } })
    expect(published.diff('2.0.0', '1.0.0')).toMatchObject({ change: 'major', rules: { added: [], retired: ids } })
    expect(published.diff('2.0.0', '2.0.0')).toMatchObject({ change: 'none' })
  })

  it.each([
    () => published.edition('ai-procurement', '2019-10-01'),
    () => published.edition('2020-06-08', 'ai-procurement'),
    () => published.questionnaire('2.0.0'),
    () => published.questionnaire('__proto__'),
    () => published.ruleSet(''),
    () => published.diff('1.0.0', '9.9.9'),
  ])('does not know %s', ask => {
    expect(ask).toThrow(NotFound)
  })

  it('gives the same object each time, frozen, so that it is written out once', () => {
    expect(published.ruleSet('2.0.0')).toBe(published.ruleSet('2.0.0'))
    expect([published.list, published.ruleSet('2.0.0'), published.diff('1.0.0', '2.0.0')].every(Object.isFrozen)).toBe(true)
  })

  it('leaves nothing out that the hash covers: whoever reads it all can work out the hash', () => {
    const real = new PublishedGuidelines(readGuidelinePacks())
    const [edition] = real.list.items[0]?.editions ?? []
    const { clauses, companions, crosswalk } = real.edition('ai-procurement', String(edition?.edition))
    const { sections } = real.questionnaire(String(edition?.questionnaire))
    const { meta, attributes, gates, settings, fields, facts, supplierRules, buyerRules } = real.ruleSet(String(edition?.ruleSet))
    const pack = { meta, attributes, gates, settings, fields, facts, clauses, companions, crosswalk, sections, supplierRules, buyerRules }
    expect(shownHash(sha256(canonicalBytes(pack)))).toBe(edition?.contentHash)
    expect(Object.values(hashesOfPacks())).toContain(edition?.contentHash)
  })
})
