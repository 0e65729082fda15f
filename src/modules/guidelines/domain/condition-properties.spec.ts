import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

import { someAnswers, someFacts, someRiskProfile } from '../answers.fixture.js'
import { compiled, names, pack } from '../condition.fixture.js'
import { aPackSource } from '../pack.fixture.js'
import { lookAt } from './look.js'
import { shortestChange } from './shortest-change.js'
import { wordingOf } from './wording.js'

const source = aPackSource()

function sound(when: unknown) {
  const { condition, problems } = compiled(when)
  expect([when, ...problems]).toEqual([when])
  return condition
}

const q = (id: string, inside: object = {}) => ({ q: id, ...inside })
const empty = (of: object) => ({ op: 'empty', of })

/** Something that is read, with the tests that fit it. */
const READ: [object, object[]][] = [
  [
    q('Q203'),
    [
      { op: 'eq', to: 'solely' },
      { op: 'ne', to: 'none' },
      { op: 'in', to: ['informs', 'solely'] },
      { op: 'lt', to: 'solely' },
    ],
  ],
  [
    q('Q203'),
    [
      { op: 'lt', to: { effective: 'role' } },
      { op: 'eq', to: { r: 'riskProfile.role' } },
      { op: 'missingFrom', to: ['none'] },
    ],
  ],
  [
    q('Q306'),
    [
      { op: 'has', to: 'uk' },
      { op: 'lacks', to: 'uk' },
      { op: 'lacksAny', to: ['uk', 'none'] },
      { op: 'subsetOf', to: ['uk'] },
    ],
  ],
  [
    q('Q306', { part: 'safeguards' }),
    [
      { op: 'words', cmp: 'lt', to: 2 },
      { op: 'has', to: 'one' },
      { op: 'eq', to: 'never' },
    ],
  ],
  [
    q('Q201', { part: 'outcome_ids' }),
    [
      { op: 'missingFrom', to: { r: 'outcomes', column: 'id' } },
      { op: 'lacksAny', to: ['O1', 'O2'] },
    ],
  ],
  [
    q('Q201'),
    [
      { op: 'words', cmp: 'lt', to: 3 },
      { op: 'has', to: 'word' },
      { op: 'eq', to: 'never' },
    ],
  ],
  [q('Q202'), [{ op: 'rows', cmp: 'lt', to: 1 }, { op: 'visible' }]],
  [
    q('Q202', { column: 'vulnerable' }),
    [
      { op: 'lacks', to: 'yes' },
      { op: 'subsetOf', to: ['no'] },
      { op: 'lacksAny', to: ['yes', 'no'] },
    ],
  ],
  [q('Q307'), [{ op: 'files', cmp: 'lt', to: 1 }, { op: 'visible' }]],
  [q('Q603'), [{ op: 'files', cmp: 'gte', to: 1 }, { op: 'visible' }]],
  [
    q('Q704'),
    [
      { op: 'filesFor', item: 'iso27001', cmp: 'lt', to: 1 },
      { op: 'has', to: 'none' },
    ],
  ],
  [
    q('Q503'),
    [
      { op: 'lt', to: 50 },
      { op: 'absDiff', from: { r: 'settings.incidentHours' }, cmp: 'gt', to: '0.5' },
      { op: 'eq', to: '0.0' },
    ],
  ],
  [q('D2'), []],
  [{ r: 'settings.incidentHours' }, [{ op: 'gt', to: 24 }]],
  [
    { r: 'riskProfile.role' },
    [
      { op: 'gte', to: 'recommends' },
      { op: 'gt', to: { effective: 'role' } },
    ],
  ],
  [{ effective: 'pdata' }, [{ op: 'in', to: ['personal', 'special'] }]],
  [
    { sys: 'tier' },
    [
      { op: 'gt', to: { sys: 'tierFromRequirement' } },
      { op: 'eq', to: 'high' },
    ],
  ],
  [{ sys: 'awardDate' }, [{ op: 'gt', to: '2026-01-01' }]],
  [{ fact: 'evidence' }, [{ op: 'rows', cmp: 'gt', to: 0 }]],
  [{ fact: 'evidence', column: 'scan' }, [{ op: 'has', to: 'infected' }]],
  [{ fact: 'earlierStatements', column: 'value' }, [{ op: 'lacks', to: 'none' }]],
]

const col = (name: string, row?: string) => ({ col: name, ...(row === undefined ? {} : { row }) })
const CELLS: Record<string, [object, object[]][]> = {
  Q403: [
    [
      col('value'),
      [
        { op: 'lt', to: '0.5' },
        { op: 'lte', to: { col: 'limit' } },
        { op: 'absDiff', from: { col: 'limit' }, cmp: 'gt', to: '0.1' },
      ],
    ],
    [
      col('date'),
      [
        { op: 'lt', to: '2026-10-01' },
        { op: 'gt', to: { sys: 'awardDate' } },
      ],
    ],
    [
      col('context'),
      [
        { op: 'eq', to: 'lab' },
        { op: 'in', to: ['lab', 'live'] },
      ],
    ],
    [
      col('metric'),
      [
        { op: 'has', to: 'rate' },
        { op: 'missingFrom', to: { r: 'outcomes', column: 'id' } },
        { op: 'words', cmp: 'lt', to: 1 },
      ],
    ],
  ],
  measures: [
    [col('id'), [{ op: 'eq', to: 'M1' }]],
    [col('minimum'), [{ op: 'gt', to: '0' }]],
  ],
  evidence: [
    [col('expiryDate'), [{ op: 'lt', to: { sys: 'awardDate' } }]],
    [col('scan'), [{ op: 'ne', to: 'clean' }]],
  ],
}

type Tree = object
const leaves = (read: [object, object[]][]): fc.Arbitrary<Tree> =>
  fc.constantFrom(...read.flatMap(([of, tests]) => [empty(of), ...tests.map(test => ({ ...test, of }))]))

/** A test that is only asked where there is something to ask. */
const guarded = (read: [object, object[]][]): fc.Arbitrary<Tree> =>
  fc.constantFrom(...read.flatMap(([of, tests]) => tests.map(test => ({ all: [{ not: empty(of) }, { ...test, of }] }))))

const joined = (one: fc.Arbitrary<Tree>, most: number): fc.Arbitrary<Tree> =>
  fc.oneof(
    fc.array(one, { minLength: 1, maxLength: most }).map(all => ({ all })),
    fc.array(one, { minLength: 1, maxLength: most }).map(any => ({ any })),
    one.map(not => ({ not })),
  )

const inRows: fc.Arbitrary<Tree> = fc
  .constantFrom<[string, object]>(['Q403', q('Q403')], ['measures', { r: 'measures' }], ['evidence', { fact: 'evidence' }])
  .chain(([name, of]) => {
    const cells = CELLS[name] ?? []
    const inner = fc.oneof(leaves(cells), guarded(cells), leaves(READ), joined(fc.oneof(leaves(cells), leaves(READ)), 3))
    const newest = name === 'Q403' ? [inner.map(where => ({ op: 'newestRow', of, by: 'date', where }))] : []
    const nested = inner.map(where => ({
      op: 'anyRow',
      of: name === 'measures' ? { fact: 'evidence' } : { r: 'measures' },
      where: { any: [{ op: 'eq', of: col('id'), to: 'M1' }, where].slice(name === 'measures' ? 1 : 0, 1) },
    }))
    return fc.oneof(
      inner.map(where => ({ op: 'anyRow', of, where })),
      ...newest,
      ...(name === 'Q403' ? [nested.map(where => ({ op: 'anyRow', of, where }))] : []),
    )
  })

const one = fc.oneof(leaves(READ), guarded(READ), inRows)
const anyCondition = fc.oneof(one, joined(fc.oneof(one, joined(one, 3)), 3))

const anySituation = fc
  .record({ answers: someAnswers(source, [{}]), riskProfile: someRiskProfile(source), facts: someFacts, notice: fc.boolean() })
  .map(({ answers, riskProfile, facts, notice }) => {
    const written = { outcomes: [{ id: 'O1' }, {}], measures: [{ id: 'M1', minimum: '0.5' }, { minimum: '' }], awardDate: '2026-10-10' }
    return lookAt(pack, { riskProfile, ...(notice ? written : {}) }, answers, facts)
  })

describe('any condition', () => {
  it('is judged as it is explained', () => {
    fc.assert(
      fc.property(anyCondition, anySituation, (when, situation) => {
        const condition = sound(when)
        expect(condition.evaluate(situation, null).result).toBe(condition.judge(situation, null))
      }),
      { numRuns: 600 },
    )
  })

  it('always knows where nothing can leave it open', () => {
    fc.assert(
      fc.property(anyCondition, fc.array(anySituation, { minLength: 2, maxLength: 2 }), (when, situations) => {
        const condition = sound(when)
        fc.pre(condition.unknownBy.length === 0)
        expect(situations.map(situation => condition.judge(situation, null))).not.toContain('unknown')
      }),
      { numRuns: 300, maxSkipsPerRun: 200 },
    )
  })

  it('names what is missing, and the rows, where it says that it always can', () => {
    fc.assert(
      fc.property(anyCondition, anySituation, (when, situation) => {
        const condition = sound(when)
        const trace = condition.evaluate(situation, null)
        fc.pre(trace.result === true)
        const gaps = condition.gaps(trace)
        expect(gaps.filter(gap => gap.trim() === '')).toEqual([])
        if (condition.alwaysLeavesGaps) expect(gaps.length).toBeGreaterThan(0)
        if (condition.alwaysFindsRows) expect(JSON.stringify(trace)).toContain('"row":')
        const changes = shortestChange(trace, wordingOf(names, 'answers'))
        expect((changes ?? []).filter(({ at, words }) => at === '' || /^$|undefined|\[object/.test(words))).toEqual([])
      }),
      { numRuns: 300, maxSkipsPerRun: 200 },
    )
  })
})
