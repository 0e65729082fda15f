import { describe, expect, it } from '@jest/globals'

import { aPackSource, aRule } from '../pack.fixture.js'
import { checkEthics } from './check-ethics.js'
import { compilePack } from './compile-pack.js'
import type { Ref } from './condition.js'
import type { RuleSource } from './pack-source.js'

const ROWS = { op: 'anyRow', of: { q: 'Q403' }, where: { op: 'empty', of: { col: 'value' } } }

function said(rule: Partial<RuleSource>, answers: object, requirement: object = {}, facts: object = {}, rows = 3): string | undefined {
  const source = aPackSource({ supplierRules: [aRule({ when: { op: 'empty', of: { q: 'Q101' } }, ...rule })] })
  const pack = compilePack({ ...source, meta: { ...source.meta, limits: { ...source.meta.limits, rows } } })
  return checkEthics(pack, { requirement, answers: { ...answers }, facts }).findings[0]?.message
}

describe('what a message shows', () => {
  const NOTICE = {
    riskProfile: { role: 'solely' },
    settings: { incidentHours: 9, baselineCertificates: ['cyber_essentials'] },
    outcomes: [{ id: 'O1' }, { id: 'O2' }],
  }

  it.each<[Ref, string]>([
    [{ r: 'settings.incidentHours' }, '9'],
    [{ r: 'settings.baselineCertificates' }, 'Cyber Essentials'],
    [{ effective: 'role' }, 'It decides with no meaningful human involvement'],
    [{ effective: 'effect' }, 'not given'],
    [{ r: 'outcomes', column: 'id' }, 'O1 and O2'],
    [{ q: 'Q306' }, 'label of uk and label of other_country'],
    [{ q: 'Q204' }, 'not given'],
    [{ q: 'Q307' }, 'not given'],
    [{ q: 'Q201', part: 'measure' }, 'a $& {thing}'],
    [{ sys: 'tier' }, 'low'],
    [{ sys: 'awardDate' }, 'not given'],
  ])('of %j is “%s”', (ref, words) => {
    const answers = { Q306: { value: ['other_country', 'uk'] }, Q201: { parts: { measure: 'a $& {thing}' } } }
    expect(said({ fills: { it: ref }, message: 'So: {it}.' }, answers, NOTICE)).toBe(`So: ${words}.`)
  })

  it('names each row found by its number and its own words', () => {
    const rows = [{ metric: 'rate' }, { metric: 'M2', value: '1' }, { context: 'lab' }]
    const rule = { when: ROWS, rowWords: '{metric}, {context}', message: '{rows}.' }
    expect(said(rule, { Q403: { rows } })).toBe('row 1 (rate, not given) and row 3 (not given, lab).')
  })

  it('names twenty rows at most, and says how many more there are', () => {
    const rows = Array.from({ length: 25 }, (_none, place) => ({ metric: `m${place}` }))
    const rule = { when: ROWS, rowWords: '{metric}', message: '{rows}.' }
    const message = (count: number) => said(rule, { Q403: { rows: rows.slice(0, count) } }, {}, {}, 30)
    expect(message(25)).toMatch(/^row 1 \(m0\), row 2 .+, row 20 \(m19\) and 5 more\.$/)
    expect(message(20)).toMatch(/^row 1 \(m0\), row 2 .+, row 19 \(m18\) and row 20 \(m19\)\.$/)
  })

  it('names rows of the notice and of facts alike', () => {
    const of = (ref: Ref, column: string) => ({ op: 'anyRow', of: ref, where: { op: 'empty', of: { col: column } } })
    const measures = { when: of({ r: 'measures' }, 'minimum'), rowWords: '{id}', message: '{rows}.' }
    expect(said(measures, {}, { measures: [{ id: 'M1', minimum: '1' }, { id: 'M2' }] })).toBe('row 2 (M2).')
    const files = { when: of({ fact: 'evidence' }, 'issueDate'), rowWords: '{name}', message: '{rows}.' }
    expect(said(files, { Q304: { files: ['F1'] } }, {}, { files: { F1: { name: 'a.pdf' } } })).toBe('row 1 (a.pdf).')
  })

  it.each<[string, object, object, string]>([
    [
      'ticks',
      { op: 'lacksAny', of: { q: 'Q306' }, to: ['uk', 'other_country', 'none'] },
      { Q306: { value: ['uk'] } },
      'label of other_country and none',
    ],
    [
      'parts',
      {
        any: [
          { op: 'empty', of: { q: 'Q201', part: 'measure' } },
          { op: 'empty', of: { q: 'Q304', part: 'limits' } },
        ],
      },
      {},
      'the measure and the limits',
    ],
    [
      'one of two parts',
      {
        any: [
          { op: 'empty', of: { q: 'Q201', part: 'measure' } },
          { op: 'empty', of: { q: 'Q304', part: 'limits' } },
        ],
      },
      { Q304: { parts: { limits: 'x' } } },
      'the measure',
    ],
    [
      'cells',
      { op: 'anyRow', of: { q: 'Q403' }, where: { op: 'empty', of: { col: 'value' } } },
      { Q403: { rows: [{ metric: 'a' }] } },
      'the value (row 1)',
    ],
    [
      'what the notice names',
      { op: 'missingFrom', of: { r: 'outcomes', column: 'id' }, to: { q: 'Q403', column: 'metric' } },
      { Q403: { rows: [{ metric: 'o1' }] } },
      'O2',
    ],
  ])('says which %s are missing', (_name, when, answers, missing) => {
    const fixtures = { fires: 'a', passes: 'b', unknown: 'c' }
    const always = { fires: 'a', passes: 'b', unknown: null }
    const rule = { when: when as never, message: 'Add {missing}.' }
    const needs = 'op' in when && when.op !== 'anyRow'
    expect(said({ ...rule, fixtures: needs ? fixtures : always }, answers, NOTICE)).toBe(`Add ${missing}.`)
  })
})
