import { describe, expect, it } from '@jest/globals'

import type { FindingOutcome } from './domain/pack-source.js'
import type { Tier } from './domain/risk-tier.js'
import { foundOn, pack, source } from './rule-cases.fixture.js'

/** `R.` names as the guidelines write them: `R.subjects` is riskProfile.subjects, `R.data_check` is settings.dataCheck, `R.outcomes` a list of the notice. */
describe('The attribute', () => {
  it.each<[name: string, values: string, raisedBy: string]>([
    ['R.subjects', 'none organisations individuals', ''],
    ['R.pdata', 'none anonymised personal special', 'Q301'],
    ['R.role', 'none informs recommends solely', 'Q203'],
    ['R.effect', 'none minor significant', 'Q204'],
    ['R.vulnerable', 'no yes', 'Q202 vulnerable'],
    ['R.public', 'no staff public', ''],
    ['R.biometric', 'none verify identify categorise', 'Q102 biometric=verify'],
    ['R.domain', 'general sensitive coercive', ''],
    ['R.reversible', 'easy hard', ''],
    ['R.safety', 'no yes', ''],
    ['R.generative', 'no yes', 'Q102 generative=yes'],
    ['R.scale', '', ''],
  ])('%s runs from low to high: %s; bids raise it by %s; unanswered it stops the notice', (name, values, raisedBy) => {
    const attribute = source.attributes.find(each => `R.${each.name}` === name)
    const { question, column, as = {} } = attribute?.raisedBy ?? {}
    const claims = Object.entries(as).map(([option, value]) => `${option}=${value}`)
    expect((attribute?.values ?? []).map(({ code }) => code).join(' ')).toBe(values)
    expect([question, column, ...claims].filter(part => part !== undefined).join(' ')).toBe(raisedBy)
    for (const nothing of [null, 'unknown', '']) {
      const requirement = { [`riskProfile.${name.slice(2)}`]: nothing }
      expect(foundOn('BR-13', { requirement }, 'high').findings).toMatchObject({ 'BR-13': 'block' })
    }
    expect(source.gates.some(({ anyOf }) => anyOf.some(floors => name.slice(2) in floors))).toBe(true)
  })
})

type Effect = [value: unknown, outcome: FindingOutcome | undefined]

/** What a setting is when the buyer says nothing, the rule that reads it, an answer on the golden bid of a tier, and what the rule then finds by setting. */
type Row = [name: string, path: string, byDefault: unknown, rule: string, of: Tier, answers: Record<string, unknown>, effects: Effect[]]

const SOLELY = { 'Q203.value': 'solely', 'Q501.value': 'on_loop' }

const ROWS: Row[] = [
  [
    'R.reuse',
    'settings.reuse',
    'forbidden',
    'SR-17',
    'low',
    { 'Q305.value': 'general_reuse' },
    [
      [null, 'block'],
      ['forbidden', 'block'],
      ['with_agreement', 'refer'],
      ['allowed', undefined],
    ],
  ],
  [
    'R.location',
    'settings.location',
    'anywhere',
    'SR-18',
    'low',
    { 'Q306.value': ['uk', 'other_country'] },
    [
      [null, undefined],
      ['anywhere', undefined],
      ['uk_or_adequate', 'block'],
      ['uk_only', 'block'],
    ],
  ],
  [
    'R.explainability',
    'settings.explainability',
    'expected',
    'SR-26',
    'low',
    { 'Q601.value': 'opaque' },
    [
      [null, 'warn'],
      ['expected', 'warn'],
      ['mandatory', 'block'],
    ],
  ],
  [
    'R.special_gateway',
    'settings.specialGateway',
    'no',
    'SR-44',
    'high',
    SOLELY,
    [
      [null, 'block'],
      ['no', 'block'],
      ['yes', 'refer'],
    ],
  ],
  [
    'R.atrs',
    'settings.atrs',
    undefined,
    'SR-45',
    'low',
    { 'Q604.value': ['human_contact'] },
    [
      [null, undefined],
      ['no', undefined],
      ['yes', 'warn'],
    ],
  ],
  [
    'R.data_check',
    'settings.dataCheck',
    'not_required',
    'SR-16',
    'low',
    { Q304: null },
    [
      [null, undefined],
      ['not_required', undefined],
      ['required', 'warn'],
    ],
  ],
  [
    'R.incident_hours',
    'settings.incidentHours',
    { low: 72, medium: 72, high: 24 },
    'SR-36',
    'high',
    { 'Q804.value': 24 },
    [
      [null, undefined],
      [24, undefined],
      [12, 'block'],
    ],
  ],
  [
    'R.change_notice_days',
    'settings.changeNoticeDays',
    { low: 14, medium: 14, high: 30 },
    'SR-40',
    'high',
    { 'Q903.value': 30 },
    [
      [null, undefined],
      [30, undefined],
      [45, 'refer'],
    ],
  ],
  [
    'R.baseline_certificates',
    'settings.baselineCertificates',
    undefined,
    'SR-31',
    'medium',
    {},
    [
      [null, undefined],
      [[], undefined],
      [['cyber_essentials', 'pen_test'], undefined],
      [['cyber_essentials', 'iso27001'], 'block'],
    ],
  ],
  [
    'R.outcomes',
    'outcomes',
    undefined,
    'SR-10',
    'low',
    { 'Q201.parts.outcome_ids': ['O1'] },
    [
      [[{ id: 'O1' }, { id: 'O2' }], undefined],
      [[{ id: 'O2' }], 'block'],
    ],
  ],
  [
    'R.measures',
    'measures',
    undefined,
    'SR-29',
    'low',
    { 'Q701.rows.0.claimed_value': '0.8' },
    [
      [[{ id: 'M1', minimum: '0.8' }], undefined],
      [[{ id: 'M1', minimum: '0.9' }], 'refer'],
      [[{ id: 'M1', minimum: '0.9', mandatory: true }], 'block'],
      [[{ id: 'M1', minimum: '0.7', mandatory: true, higherIsBetter: false }], 'block'],
      [[{ id: 'M9' }], 'block'],
    ],
  ],
]

describe('The setting', () => {
  it.each(ROWS)('%s (%s) is %j when nothing is said, and %s at %s follows it', (_name, path, byDefault, rule, of, answers, effects) => {
    const setting = source.settings.find(({ name }) => `settings.${name}` === path)
    expect(setting?.default).toEqual(byDefault)
    const found = effects.map(([value]) => [value, foundOn(rule, { requirement: { [path]: value }, answers }, of).findings[rule]])
    expect(found).toEqual(effects)
  })

  it('stands in the table above, or the rules read one that nobody tried', () => {
    expect(ROWS.map(([, path]) => path)).toEqual([...source.settings.map(({ name }) => `settings.${name}`), 'outcomes', 'measures'])
    expect(pack.attributes.size).toBe(12)
  })
})
