import { describe, expect, it } from '@jest/globals'

import { readPackSource } from '../guideline-packs.js'
import { compilePack } from './compile-pack.js'
import { compileGate, effectiveValue, severityOf, tierOf, type RiskProfile, type Tier } from './risk-tier.js'

const source = readPackSource('ai-procurement/2020-06-08')
const { gates, attributes } = compilePack(source)
const LARGE = 10_000

const LOWEST: RiskProfile = {
  subjects: 'none',
  pdata: 'none',
  role: 'none',
  effect: 'none',
  vulnerable: 'no',
  public: 'no',
  biometric: 'none',
  domain: 'general',
  reversible: 'easy',
  safety: 'no',
  generative: 'no',
  scale: 0,
}
const people = { subjects: 'individuals', pdata: 'personal', role: 'recommends' }

/** The gates once more, as the text of the guidelines has them, to check the table of floors against. */
const AS_WRITTEN: Record<string, (r: RiskProfile) => boolean> = {
  'T3.1': r => r['subjects'] === 'individuals' && r['effect'] === 'significant' && ['recommends', 'solely'].includes(String(r['role'])),
  'T3.2': r => r['subjects'] === 'individuals' && r['effect'] === 'significant' && (r['vulnerable'] === 'yes' || r['pdata'] === 'special'),
  'T3.3': r => r['biometric'] === 'identify' || r['biometric'] === 'categorise',
  'T3.4': r => r['subjects'] === 'individuals' && r['domain'] === 'coercive',
  'T3.5': r => r['safety'] === 'yes',
  'T3.6': r => r['subjects'] === 'individuals' && r['effect'] === 'significant' && r['reversible'] === 'hard',
  'T3.7': r => r['subjects'] === 'individuals' && r['role'] === 'solely' && r['vulnerable'] === 'yes' && r['effect'] !== 'none',
  'T2.1': r => r['pdata'] === 'personal' || r['pdata'] === 'special',
  'T2.2': r => r['subjects'] === 'individuals' && r['effect'] === 'significant',
  'T2.3': r => r['public'] === 'public',
  'T2.4': r => r['subjects'] === 'individuals' && (r['role'] === 'recommends' || r['role'] === 'solely'),
  'T2.5': r => r['subjects'] === 'individuals' && r['vulnerable'] === 'yes',
  'T2.6': r => r['subjects'] === 'individuals' && (r['domain'] === 'sensitive' || r['domain'] === 'coercive'),
  'T2.7': r => r['biometric'] !== 'none',
  'T2.8': r => r['generative'] === 'yes',
  'T2.9': r => r['subjects'] === 'individuals' && r['effect'] !== 'none' && Number(r['scale']) >= LARGE,
  'T2.10': r => r['domain'] === 'coercive',
}

describe('tierOf', () => {
  it.each<[string, RiskProfile, Tier, string[]]>([
    ['road-defect detection', { pdata: 'anonymised', role: 'recommends', public: 'staff' }, 'low', []],
    ['staff search of planning files', { role: 'informs', public: 'staff' }, 'low', []],
    ['energy forecasting', { role: 'informs' }, 'low', []],
    ['a public information chatbot', { role: 'informs', public: 'public', generative: 'yes' }, 'medium', ['T2.3', 'T2.8']],
    ['letter triage', { ...people, effect: 'minor', public: 'staff' }, 'medium', ['T2.1', 'T2.4']],
    ['CV sifting', { ...people, effect: 'significant', domain: 'sensitive' }, 'high', ['T3.1']],
    [
      'benefit-fraud scores with a caseworker deciding',
      { ...people, effect: 'significant', vulnerable: 'yes', domain: 'sensitive', reversible: 'hard', scale: 40_000 },
      'high',
      ['T3.1', 'T3.2', 'T3.6'],
    ],
    [
      'X-ray ordering',
      { ...people, pdata: 'special', effect: 'significant', domain: 'sensitive', safety: 'yes' },
      'high',
      ['T3.1', 'T3.2', 'T3.5'],
    ],
    [
      'live face recognition',
      { ...people, pdata: 'special', effect: 'significant', biometric: 'identify', domain: 'coercive', public: 'public' },
      'high',
      ['T3.1', 'T3.2', 'T3.3', 'T3.4'],
    ],
  ])('puts %s where the worked examples have it', (_name, profile, tier, fired) => {
    expect(tierOf({ ...LOWEST, ...profile }, gates)).toEqual({ tier, gates: fired })
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['no answer', {}],
    ['values nobody listed', { safety: 'unknown', domain: 7, scale: -1, biometric: ['identify'] }],
    ['inherited values', Object.create({ safety: 'yes' })],
  ])('fires no gate on %s', (_name, profile) => {
    expect(tierOf(profile, gates)).toEqual({ tier: 'low', gates: [] })
  })

  it('has the 17 gates over 12 attributes', () => {
    expect(gates.map(({ id }) => id)).toEqual(Object.keys(AS_WRITTEN))
    expect([...attributes.keys()]).toEqual(Object.keys(LOWEST))
  })

  it('agrees with the gates as written, and never falls when one attribute rises, in all 165,888 combinations', () => {
    const values = source.attributes.map(
      ({ name, values: listed }) => [name, listed?.map(({ code }) => code) ?? [LARGE - 1, LARGE]] as const,
    )
    const total = values.reduce((product, [, steps]) => product * steps.length, 1)
    const tiers = new Uint8Array(total)
    let differing = 0
    let falling = 0
    for (let combination = 0; combination < total; combination += 1) {
      const profile: Record<string, string | number> = {}
      const below: number[] = []
      let rest = combination
      let stride = 1
      for (const [name, steps] of values) {
        const place = rest % steps.length
        profile[name] = steps[place] ?? ''
        if (place > 0) below.push(combination - stride)
        rest = Math.floor(rest / steps.length)
        stride *= steps.length
      }
      const written = gates.filter(({ id }) => AS_WRITTEN[id]?.(profile))
      const expected = written.some(({ tier }) => tier === 'high') ? 2 : Math.min(written.length, 1)
      const { tier, gates: fired } = tierOf(profile, gates)
      tiers[combination] = ['low', 'medium', 'high'].indexOf(tier)
      if (tiers[combination] !== expected || fired.join() !== firedIn(written, tier)) differing += 1
      if (below.some(lower => (tiers[lower] ?? 0) > (tiers[combination] ?? 0))) falling += 1
    }
    expect({ total, differing, falling }).toEqual({ total: 165_888, differing: 0, falling: 0 })
  })
})

const firedIn = (written: readonly { id: string; tier: Tier }[], tier: Tier): string =>
  written
    .filter(gate => gate.tier === tier)
    .map(({ id }) => id)
    .join()

describe('a gate', () => {
  const gate = (...anyOf: Record<string, string | number>[]) => {
    const problems: string[] = []
    const compiled = compileGate({ id: 'T3.9', tier: 'high', says: 'A test.', anyOf }, attributes, problem => problems.push(problem))
    return { problems, fires: (profile: RiskProfile) => compiled.fires(profile) }
  }

  it.each<[Record<string, string | number>[], string]>([
    [[], 'T3.9: a gate needs at least one floor'],
    [[{}], 'T3.9: a gate needs at least one floor'],
    [[{ safety: 'yes' }, {}], 'T3.9: a gate needs at least one floor'],
    [[{ colour: 'red' }], 'T3.9: there is no risk attribute colour with the value red'],
    [[{ safety: 'perhaps' }], 'T3.9: there is no risk attribute safety with the value perhaps'],
    [[{ scale: -1 }], 'T3.9: there is no risk attribute scale with the value -1'],
  ])('with the floors %j is refused, and never fires for what is not there', (floors, problem) => {
    expect(gate(...floors).problems).toEqual([problem])
    expect(gate(...floors.filter(ways => Object.keys(ways).length > 0 && !('safety' in ways))).fires({ colour: 'red', scale: 0 })).toBe(
      false,
    )
  })

  it('fires when every floor of one way is reached', () => {
    const { problems, fires } = gate({ safety: 'yes', scale: 0 }, { role: 'recommends' })
    const profiles = [
      { safety: 'yes', scale: 0 },
      { safety: 'yes' },
      { scale: 5 },
      { role: 'recommends' },
      { role: 'solely' },
      { role: 'informs' },
    ]
    expect([problems, profiles.map(fires)]).toEqual([[], [true, false, false, true, true, false]])
  })
})

describe('effectiveValue', () => {
  const role = {
    name: 'role',
    label: '',
    asks: '',
    values: ['none', 'informs', 'recommends', 'solely'].map(code => ({ code, label: code })),
  }
  const raised = { ...role, raisedBy: { question: 'Q102', as: { biometric: 'informs' } } }

  it.each<[unknown, unknown[], string | null]>([
    ['recommends', ['solely'], 'solely'],
    ['recommends', ['informs'], 'recommends'],
    ['recommends', [undefined], 'recommends'],
    [undefined, ['informs'], 'informs'],
    ['none', ['informs', 'solely', 'none'], 'solely'],
    ['unknown', ['constructor'], null],
  ])('of %p in the notice and %p in the bid is %p', (published, claimed, expected) => {
    expect(effectiveValue(role, published, claimed)).toBe(expected)
  })

  it.each<[unknown[], string]>([
    [['biometric', 'rules'], 'informs'],
    [['rules', '__proto__', 'toString'], 'none'],
  ])('reads what the codes %p claim and nothing inherited', (claimed, expected) => {
    expect(effectiveValue(raised, 'none', claimed)).toBe(expected)
  })
})

describe('severityOf', () => {
  const scale = { name: 'scale', label: '', asks: '' }
  it.each<[unknown, number | null]>([
    [0, 0],
    [40_000, 40_000],
    [-1, null],
    [Number.NaN, null],
    ['40000', null],
  ])('of %p people a year is %p', (value, severity) => {
    expect(severityOf(scale, value)).toBe(severity)
  })
})
