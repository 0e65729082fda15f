import { describe, expect, it } from '@jest/globals'

import { compiled, evaluated } from '../condition.fixture.js'
import { aPackSource } from '../pack.fixture.js'
import { compileCondition } from './compile-condition.js'
import { compilePack } from './compile-pack.js'
import { lookAt } from './look.js'
import { resolveReference } from './references.js'
import type { Tri } from './three-valued.js'

const RESULTS = { q: 'Q403' }
const col = (name: string, row?: string) => ({ col: name, ...(row === undefined ? {} : { row }) })
const any = (where: object, of: object = RESULTS) => ({ op: 'anyRow', of, where })
const newest = (where: object) => ({ op: 'newestRow', of: RESULTS, by: 'date', where })
const low = { op: 'lt', of: col('value'), to: col('limit') }
const isLab = { op: 'eq', of: col('context'), to: 'lab' }
const rows = (...all: object[]) => ({ Q403: { rows: all } })

const LAB = { context: 'lab' }
const LIVE = { context: 'live' }
const on = (date: string, cells: object) => ({ date, ...cells })

describe('anyRow', () => {
  it.each<[string, object[], Tri]>([
    ['no row', [], false],
    [
      'a row for which it is true',
      [
        { value: '2', limit: '1' },
        { value: '0.9', limit: '0.90000001' },
      ],
      true,
    ],
    ['rows for which it is false', [{ value: '1.0', limit: '1' }], false],
    ['a row that leaves it open', [{ value: '2', limit: '1' }, { value: '1' }], 'unknown'],
    ['one true among open ones', [{ value: '1' }, { value: '1', limit: '2' }], true],
    ['rows of nothing but blanks, which do not count', [{ value: ' ', limit: '' }], false],
  ])('with %s', (_name, given, result) => {
    expect(evaluated(any(low), rows(...given)).result).toBe(result)
  })

  it.each<[object, string, Tri]>([
    [{ op: 'lt', of: col('date'), to: { sys: 'awardDate' } }, '2027-03-31', true],
    [{ op: 'gt', of: col('date'), to: { sys: 'awardDate' } }, '2027-03-31', false],
    [{ op: 'lt', of: col('date'), to: { sys: 'awardDate' } }, 'in spring', 'unknown'],
    [{ op: 'lt', of: { sys: 'awardDate' }, to: col('date') }, 'in spring', 'unknown'],
    [{ op: 'lt', of: { sys: 'awardDate' }, to: col('date') }, '2026-09-30', true],
  ])('compares dates of rows by %j with %p', (where, awardDate, result) => {
    expect(evaluated(any(where), rows(on('2026-10-01', LAB)), { awardDate }).result).toBe(result)
  })

  it('of what is not published finds no row, and of too many none either', () => {
    const hasNone = any({ op: 'empty', of: col('minimum') }, { r: 'measures' })
    const results = [{}, { measures: 'M1' }, { measures: [{}] }, { measures: Array.from({ length: 6 }, () => ({})) }].map(
      notice => evaluated(hasNone, {}, notice).result,
    )
    expect(results).toEqual([false, false, true, false])
  })

  it('names the rows by their numbers', () => {
    const files = ['F1', 'F2', 'F3', 'F4']
    const everywhere = { iso27001: files, pen_test: files, none: files }
    const answers = { Q301: { value: 'special' }, Q304: { files: ['F1'] }, Q704: { itemFiles: everywhere } }
    const unknownFiles = any({ op: 'eq', of: col('known'), to: 'no' }, { fact: 'evidence' })
    expect(evaluated(unknownFiles, answers)).toMatchObject({ op: 'anyRow', fact: 'evidence', count: 13, result: true })
    const earlier = { earlierStatements: Array.from({ length: 3 }, (_none, place) => ({ value: place === 1 ? 'none' : 'yes' })) }
    const said = evaluated(any({ op: 'eq', of: col('value'), to: 'yes' }, { fact: 'earlierStatements' }), {}, {}, earlier)
    expect(said).toMatchObject({ count: 3, rows: [{ row: 1 }, { row: 3 }] })
  })

  it('reaches the row around it by the name of its table', () => {
    const nested = any(
      any(
        {
          all: [
            { op: 'eq', of: col('id'), to: col('metric', 'Q403') },
            { op: 'lt', of: col('value', 'Q403'), to: col('minimum') },
          ],
        },
        { r: 'measures' },
      ),
    )
    const notice = {
      measures: [
        { id: 'M1', minimum: '0.5' },
        { id: 'M2', minimum: '0.7' },
      ],
    }
    const result = (metric: string, value: string) => evaluated(nested, rows({ metric, value }), notice).result
    expect([result('M1', '0.6'), result('m2', '0.6'), result('M3', '0'), result('M1', '')]).toEqual([false, true, false, 'unknown'])
  })
})

describe('a row of facts or of the notice', () => {
  it.each<[object, object, object]>([
    [{ fact: 'evidence' }, { r: 'measures' }, { op: 'eq', of: col('file', 'evidence'), to: col('id') }],
    [{ r: 'measures' }, { fact: 'evidence' }, { op: 'eq', of: col('file'), to: col('id', 'measures') }],
  ])('of %j is reached from a row of %j by the name of its table', (outer, inner, where) => {
    const when = any(any(where, inner), outer)
    const result = (id: string) => evaluated(when, { Q304: { files: ['F1'] } }, { measures: [{ id: 'M1' }, { id }] }).result
    expect([result('F1'), result('F2')]).toEqual([true, false])
  })
})

describe('newestRow', () => {
  it.each<[string, object[], Tri]>([
    ['no row', [], 'unknown'],
    ['no dated row', [LAB], 'unknown'],
    ['several rows without date', [LIVE, LAB, LAB], 'unknown'],
    ['a row whose date is blank', [on('', LAB)], 'unknown'],
    ['the newest first', [on('2026-10-02', LAB), on('2026-10-01', LIVE)], true],
    ['the newest last', [on('2026-10-01', LAB), on('2026-10-02', LIVE)], false],
    ['two of the same day, of which the later counts', [on('2026-10-02', LIVE), on('2026-10-02', LAB)], true],
    ['a row without date, which does not count', [on('2026-10-02', LIVE), LAB], false],
    ['a blank cell in the newest', [on('2026-10-01', LAB), on('2026-10-02', { metric: 'x' })], 'unknown'],
  ])('with %s', (_name, given, result) => {
    expect(evaluated(newest(isLab), rows(...given)).result).toBe(result)
  })

  it('is not known to lack anything where no row has a date', () => {
    const when = newest({ op: 'empty', of: col('metric') })
    expect([[LAB], []].map(given => evaluated(when, rows(...given)).result)).toEqual(['unknown', 'unknown'])
  })

  it('shows the row it asked where that was true', () => {
    expect(evaluated(newest(isLab), rows(LIVE, on('2026-10-02', LAB)))).toMatchObject({ op: 'newestRow', count: 2, rows: [{ row: 2 }] })
  })
})

describe('the trace of rows', () => {
  const leaf = (value: string, expected: string) => ({ op: 'eq', question: 'Q403', column: 'context', value, expected, result: true })

  it('shows how many there are, and what was read of those that made it true', () => {
    const given = rows(LIVE, on('2026-10-02', LAB), on('2026-10-01', LAB))
    expect(evaluated(any(isLab), given)).toEqual({
      op: 'anyRow',
      question: 'Q403',
      count: 3,
      rows: [
        { row: 2, where: leaf('lab', 'lab') },
        { row: 3, where: leaf('lab', 'lab') },
      ],
      result: true,
    })
    expect(evaluated(newest(isLab), given)).toEqual({
      op: 'newestRow',
      question: 'Q403',
      count: 3,
      rows: [{ row: 2, where: leaf('lab', 'lab') }],
      result: true,
    })
    expect(evaluated(newest(isLab), rows(on('2026-10-02', LIVE)))).toEqual({
      op: 'newestRow',
      question: 'Q403',
      count: 1,
      rows: [],
      result: false,
    })
  })

  it('tells of hidden rows that they are hidden', () => {
    const visibleWhen = { op: 'eq', of: { q: 'Q203' }, to: 'solely' }
    const source = aPackSource()
    const sections = source.sections.map(section => ({
      ...section,
      questions: section.questions.map(question => (question.id === 'Q403' ? { ...question, visibleWhen } : question)),
    }))
    const other = compilePack({ ...source, sections })
    const within = { ...other, questions: new Map([...other.questions].map(([id, question]) => [id, question.source])) }
    const [every, latest] = [any({ op: 'empty', of: col('metric') }), newest(isLab)].map(when =>
      compileCondition(when, (ref, table) => resolveReference(ref, within, table, String), String),
    )
    const [hidden, shown] = [{}, { Q203: { value: 'solely' } }].map(answers =>
      lookAt(other, {}, { ...rows(on('2026-10-01', LAB)), ...answers }, {}),
    )
    if (every === undefined || latest === undefined || hidden === undefined || shown === undefined) throw new Error('none')
    expect([every, latest].map(condition => condition.evaluate(hidden, null))).toEqual([
      { op: 'anyRow', question: 'Q403', hidden: true, count: 0, rows: [], result: 'unknown' },
      { op: 'newestRow', question: 'Q403', hidden: true, count: 0, rows: [], result: 'unknown' },
    ])
    expect([every, latest].map(condition => [condition.judge(hidden, null), condition.judge(shown, null)])).toEqual([
      ['unknown', true],
      ['unknown', true],
    ])
    expect([every, latest].map(({ unknownBy }) => unknownBy.includes('hidden Q403'))).toEqual([true, true])
  })
})

describe('asking of rows', () => {
  const measures = { r: 'measures' }
  const blank = (name: string) => ({ op: 'empty', of: col(name) })

  it.each<[string, object, string]>([
    [
      'a code by what it holds',
      any({ op: 'has', of: col('context'), to: 'lab' }),
      'has does not fit the context, which is of the kind code',
    ],
    [
      'a date by rank of a figure',
      any({ op: 'lt', of: col('date'), to: col('value') }),
      'lt cannot be compared with the value, which is of another kind',
    ],
    ['what has no rows', any(blank('x'), { q: 'Q203' }), 'anyRow does not fit Q203, which has no rows'],
    ['one column', any(blank('x'), { q: 'Q403', column: 'metric' }), 'anyRow does not fit the metric, which has no rows'],
    ['no such column', any(blank('colour')), 'there is no row at hand with a column colour'],
    ['a cell where no row is', blank('metric'), 'there is no row at hand with a column metric'],
    [
      'a cell of a table that is not around it',
      any({ op: 'empty', of: col('id', 'measures') }),
      'there is no row at hand with a column id',
    ],
    ['two answers at once', any(any(blank('group'), { q: 'Q202' })), 'anyRow may not ask each row of one answer of each row of another'],
    ['three tables deep', any(any(any(blank('id'), { r: 'outcomes' }), measures)), 'anyRow goes deeper than 2 tables'],
    ['the newest without a date', { ...newest(isLab), by: undefined }, 'newestRow needs a date column in "by"'],
    ['the newest by what is no date', { ...newest(isLab), by: 'metric' }, 'newestRow needs a date column in "by"'],
    ['any row by a date', { ...any(isLab), by: 'date' }, 'anyRow takes no "by"'],
    ['nothing', { op: 'anyRow', of: RESULTS }, 'a condition is an object'],
    ['no such table', any(blank('x'), { q: 'Q999' }), 'there is no question Q999'],
    ['a code of another column', any({ op: 'eq', of: col('context'), to: 'yes' }), 'eq cannot be compared with yes'],
  ])('refuses %s', (_name, when, problem) => {
    expect(compiled(when).problems).toEqual([problem])
  })
})
