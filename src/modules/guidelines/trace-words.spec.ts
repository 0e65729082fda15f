import { describe, expect, it } from '@jest/globals'

import type { Trace } from './domain/condition.js'
import { traceRules } from './domain/check-ethics.js'
import { TIERS } from './domain/risk-tier.js'
import { namesOf, traceInWords } from './domain/trace-words.js'
import { goldenBid } from './golden-bids.js'
import { readGuidelinePacks } from './guideline-packs.js'

const [{ pack }] = readGuidelinePacks()
const names = namesOf(pack)

const inWords = (trace: Trace): string[] => traceInWords(trace, names).map(({ level, text }) => `${'  '.repeat(level)}${text}`)

describe('A trace in words', () => {
  it.each<[string, Trace, string]>([
    [
      'a choice by its labels',
      { op: 'eq', question: 'Q203', value: 'recommends', expected: 'solely', result: false },
      'Q203 is “It decides with no meaningful human involvement”: no. It is “It recommends a decision to a person”.',
    ],
    [
      'one of several',
      { op: 'in', requirement: 'riskProfile.pdata', value: 'special', expected: ['personal', 'special'], result: true },
      '“personal data” of the notice is one of “Personal data, pseudonymised data included” and “Special category or criminal-offence data”: yes. It is “Special category or criminal-offence data”.',
    ],
    [
      'what is not shown',
      { op: 'empty', question: 'Q906', hidden: true, value: null, expected: null, result: 'unknown' },
      'Q906 is empty: not known. The question is not shown.',
    ],
    [
      'what is missing',
      { op: 'empty', question: 'Q906', value: null, expected: null, result: true },
      'Q906 is empty: yes. Nothing is given.',
    ],
    [
      'what is not missing, of a table',
      { op: 'empty', question: 'Q103', column: 'audit_allowed', value: null, expected: null, result: false },
      'Audit allowed in Q103 is empty: no. Something is given.',
    ],
    [
      'a count',
      { op: 'files', question: 'Q605', cmp: 'lt', value: 0, expected: 1, result: true },
      'Q605 has fewer than 1 file: yes. It is 0.',
    ],
    [
      'what is compared with something read',
      { op: 'ne', question: 'Q503', against: { sys: 'tier' }, value: 100, expected: 'high', result: true },
      'Q503 is not the tier: yes. It is 100. The tier is “high”.',
    ],
    [
      'an effective attribute',
      { op: 'eq', effective: 'pdata', value: 'none', expected: 'none', result: true },
      'Personal data is “No data about people”: yes. It is “No data about people”.',
    ],
  ])('tells %s', (_what, trace, words) => {
    expect(inWords(trace)).toEqual([words])
  })

  it('tells of rows which made it true, each with what was asked of it', () => {
    const where: Trace = { op: 'eq', question: 'Q103', column: 'audit_allowed', value: 'no', expected: 'no', result: true }
    const trace: Trace = { op: 'anyRow', question: 'Q103', count: 3, rows: [{ row: 2, where }], more: 1, result: true }
    expect(
      inWords({
        all: [
          { not: trace, result: false },
          { any: [where], result: true },
        ],
        result: false,
      }),
    ).toEqual([
      'All of these are true: no.',
      '  This is not true: no.',
      '    Q103 has a row of which this is true: yes. It has 3 rows; it is true of row 2 and 1 more.',
      '      In row 2.',
      '        Audit allowed in Q103 is “No”: yes. It is “No”.',
      '  At least one of these is true: yes.',
      '    Audit allowed in Q103 is “No”: yes. It is “No”.',
    ])
  })

  it('tells of many parts which decided, and counts the others', () => {
    const part = (result: boolean): Trace => ({ op: 'empty', question: 'Q906', value: result ? null : 'x', expected: null, result })
    const five = [part(false), part(true), part(false), part(false), part(false)]
    expect(inWords({ any: five, result: true })).toEqual([
      'At least one of these is true: yes.',
      '  Q906 is empty: yes. Nothing is given.',
      '  The other 4 did not decide it.',
    ])
    expect(inWords({ any: five.toSpliced(0, 1), result: true })).toHaveLength(5)
    expect(inWords({ any: Array.from({ length: 5 }, () => part(false)), result: false })).toHaveLength(6)
    expect(inWords({ all: [...Array.from({ length: 5 }, () => part(true)), part(false)], result: false })).toHaveLength(3)
  })

  it.each(TIERS)('is whole sentences for every rule on the %s worked example', tier => {
    const { requirement, passing, firstDraft, facts } = goldenBid(tier)
    for (const answers of [passing, firstDraft, {}]) {
      const traces = traceRules(pack, { requirement, answers, facts }).flatMap(({ trace }) => trace ?? [])
      const sentences = traces.flatMap(trace => traceInWords(trace, names))
      expect(sentences.length).toBeGreaterThan(100)
      expect(
        sentences.filter(({ text }) => !/^[A-Z“].+\.$/.test(text) || /undefined|null|\[object|is found by|what is read/.test(text)),
      ).toEqual([])
    }
  })
})
