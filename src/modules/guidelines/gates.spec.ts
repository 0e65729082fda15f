import { describe, expect, it } from '@jest/globals'

import { tierOf, type Attribute } from './domain/risk-tier.js'
import { pack, source } from './rule-cases.fixture.js'

type Floors = Record<string, string | number>

const PEOPLE = { subjects: 'individuals' }
const SIGNIFICANT = { ...PEOPLE, effect: 'significant' }

/** The gates as the guidelines have them, each way of firing at its lowest. */
const GATES: [id: string, tier: 'medium' | 'high', floors: Floors][] = [
  ['T3.1', 'high', { ...SIGNIFICANT, role: 'recommends' }],
  ['T3.2', 'high', { ...SIGNIFICANT, vulnerable: 'yes' }],
  ['T3.2', 'high', { ...SIGNIFICANT, pdata: 'special' }],
  ['T3.3', 'high', { biometric: 'identify' }],
  ['T3.4', 'high', { ...PEOPLE, domain: 'coercive' }],
  ['T3.5', 'high', { safety: 'yes' }],
  ['T3.6', 'high', { ...SIGNIFICANT, reversible: 'hard' }],
  ['T3.7', 'high', { ...PEOPLE, role: 'solely', vulnerable: 'yes', effect: 'minor' }],
  ['T2.1', 'medium', { pdata: 'personal' }],
  ['T2.2', 'medium', SIGNIFICANT],
  ['T2.3', 'medium', { public: 'public' }],
  ['T2.4', 'medium', { ...PEOPLE, role: 'recommends' }],
  ['T2.5', 'medium', { ...PEOPLE, vulnerable: 'yes' }],
  ['T2.6', 'medium', { ...PEOPLE, domain: 'sensitive' }],
  ['T2.7', 'medium', { biometric: 'verify' }],
  ['T2.8', 'medium', { generative: 'yes' }],
  ['T2.9', 'medium', { ...PEOPLE, effect: 'minor', scale: 10_000 }],
  ['T2.10', 'medium', { domain: 'coercive' }],
]

const stepsOf = ({ values }: Attribute): (string | number)[] => values?.map(({ code }) => code) ?? [0, 9_999, 10_000, 10_001]
const lowest = Object.fromEntries(source.attributes.map(attribute => [attribute.name, stepsOf(attribute)[0] ?? 0]))

/** The floors with one attribute a step lower or higher, for every attribute where there is such a step. */
const moved = (floors: Floors, by: -1 | 1): Floors[] =>
  source.attributes.flatMap(attribute => {
    const steps = stepsOf(attribute)
    const step = steps[steps.indexOf(floors[attribute.name] ?? steps[0] ?? 0) + by]
    return step === undefined || !(by === 1 || attribute.name in floors) ? [] : [{ ...floors, [attribute.name]: step }]
  })

describe('The gate', () => {
  it.each(GATES)('%s lifts to %s from %j upwards, and not one step below', (id, tier, floors) => {
    const fires = (profile: Floors): boolean => pack.gates.find(gate => gate.id === id)?.fires({ ...lowest, ...profile }) === true
    expect(fires(floors)).toBe(true)
    const lifted = tierOf({ ...lowest, ...floors }, pack.gates)
    expect(lifted.tier).toBe(tier)
    expect(lifted.gates).toContain(id)
    expect(moved(floors, 1).filter(profile => !fires(profile))).toEqual([])
    expect(moved(floors, -1).filter(fires)).toEqual([])
    expect(moved(floors, -1)).toHaveLength(Object.keys(floors).length)
  })
})
