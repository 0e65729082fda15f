import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from '@jest/globals'

import { rowsOfTheDesign } from './support/designed-rows.js'
import { DONE_BY_PEOPLE } from './support/done-by-people.js'
import { LAW_ROWS } from './support/law-rows.js'
import NamedRowsReporter, { rowsOfThePack } from './support/named-rows-reporter.js'

const GUIDELINES = join(import.meta.dirname, '../src/modules/guidelines')
const BROWSER = join(import.meta.dirname, 'browser')
const specsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => /[.-]spec\.js$/.test(file))
const TESTS = import.meta.dirname
const rows = rowsOfThePack()

/** What the reporter complains of after a run in which a test for each title ended so, and all files of a folder ran but some. */
function complaint(
  titles: readonly string[],
  { folder = GUIDELINES, status = 'passed', left = 0, testNamePattern = '', elsewhere = '' } = {},
): string | undefined {
  const testResults = titles.map(title => ({ fullName: `The rows: ${title} does what it says`, status }))
  const ran = specsIn(folder)
    .slice(left)
    .map(file => ({ testFilePath: join(folder, file), testResults }))
  const reporter = new NamedRowsReporter({ testNamePattern }, { say: () => undefined })
  const other = { testFilePath: '/other.spec.js', testResults: [{ fullName: elsewhere, status }] }
  reporter.onRunComplete([], { testResults: [...ran, other] })
  return reporter.getLastError()?.message
}

const without = (row: string): string[] => rows.filter(each => each !== row)

describe('NamedRowsReporter', () => {
  it('knows 12 attributes, 9 settings and 2 lists, 17 gates, 47 questions, 63 supplier rules and 18 buyer rules', () => {
    expect(rows).toHaveLength(12 + 9 + 2 + 17 + 47 + 63 + 18)
    expect(new Set(rows).size).toBe(rows.length)
    expect(rows).toEqual(
      expect.arrayContaining(['R.subjects', 'R.data_check', 'R.measures', 'T2.1', 'Q101', 'D2', 'SR-01', 'XR-16', 'BR-18']),
    )
  })

  it('is content when a passed test names each row', () => {
    expect(complaint(rows)).toBeUndefined()
  })

  it.each(['R.role', 'T2.1', 'Q101', 'SR-01', 'BR-18'])('fails the run when no test names %s', row => {
    expect(complaint(without(row))).toBe(`No passed test names these rows of the guideline: ${row}`)
  })

  it.each([
    ['T2.1', 'T2.10'],
    ['R.data_check', 'R.data_checks'],
    ['Q101', 'Q1010'],
    ['SR-01', 'XSR-01'],
  ])('does not take a test of %s for one of %s', (row, other) => {
    expect(complaint([...without(row), other])).toContain(row)
  })

  it('does not count a test that failed', () => {
    expect(complaint(rows, { status: 'failed' })).toContain('SR-01')
  })

  it('does not count a test that stands elsewhere', () => {
    expect(complaint(without('SR-01'), { elsewhere: 'SR-01' })).toContain('SR-01')
  })

  it('fails the run of the browser when no test names what a person does with a bid', () => {
    expect(complaint(DONE_BY_PEOPLE, { folder: BROWSER })).toBeUndefined()
    expect(complaint(DONE_BY_PEOPLE.slice(0, -1), { folder: BROWSER })).toBe(
      'No passed test names these rows of what people do with requirements and bids: T8 clarify',
    )
  })

  it('fails the run of all tests when no test names a row of the law on agreements', () => {
    expect(complaint([...LAW_ROWS, ...DONE_BY_PEOPLE], { folder: TESTS })).toBeUndefined()
    expect(complaint([...LAW_ROWS.slice(1), ...DONE_BY_PEOPLE], { folder: TESTS })).toBe(
      'No passed test names these rows of the law on agreements: L1 criteria per category',
    )
  })

  it('says nothing of a run of some files or some tests', () => {
    expect(complaint([], { left: 1 })).toBeUndefined()
    expect(complaint([], { testNamePattern: 'gate' })).toBeUndefined()
  })
})

/** The design lies beside the repository, and is no part of it. */
const DESIGN = '../shared/design/dps-rules.md'

describe('The rows of the law on agreements', () => {
  const isThere = existsSync(DESIGN)
  if (!isThere) process.stderr.write(`WITHOUT the comparison with the design: there is no ${DESIGN}.\n`)
  const withDesign = isThere ? it : it.skip

  it('stand there once each', () => {
    expect(LAW_ROWS.filter((row, place) => LAW_ROWS.indexOf(row) !== place)).toEqual([])
  })

  withDesign('have every event and invariant of the state machine of applications, and every item of joining', () => {
    const designed = rowsOfTheDesign(readFileSync(DESIGN, 'utf8'))
    expect([designed.events.length, designed.invariants.length, designed.items.length]).toEqual([14, 5, 11])
    const missing = [...designed.events, ...designed.invariants, ...designed.items].filter(row => !LAW_ROWS.includes(row))
    expect(missing).toEqual([])
  })
})

describe('rowsOfTheDesign', () => {
  it('names a row by its event or item, and an invariant that is not known by its own words', () => {
    const text = [
      '## 6. State machine: supplier membership application',
      '| From | Event | To |',
      '|---|---|---|',
      '| - | start | DRAFT |',
      '| DRAFT | sell | SOLD |',
      '',
      'Invariants: no capacity limit; nobody sleeps.',
      '## 7. State machine: requirement',
      '| DRAFT | publish | OPEN |',
      '### Supplier joining',
      '| Item | Detail |',
      '|---|---|',
      '| Duty to bid | KPI |',
      '### Ethics baseline',
      '| 1 | System purpose |',
    ].join('\n')
    expect(rowsOfTheDesign(text)).toEqual({
      events: ['T6 create', 'T6 sell'],
      invariants: ['T6 no capacity limit', 'T6 nobody sleeps'],
      items: ['J duty to bid'],
    })
  })
})
