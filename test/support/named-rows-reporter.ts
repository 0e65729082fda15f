import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { readPackSource } from '../../src/modules/guidelines/guideline-packs.js'
import { DONE_BY_PEOPLE } from './done-by-people.js'
import { LAW_ROWS } from './law-rows.js'

interface Ran {
  testFilePath: string
  testResults: { fullName: string; status: string }[]
}

/** Lists of the notice that rules read besides the settings. */
const LISTS = ['R.outcomes', 'R.measures']

/** `R.` stands before the name of an attribute or a setting, in small letters: settings.dataCheck is R.data_check. */
const nameOf = ({ name }: { name: string }): string => `R.${name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)}`

const idOf = ({ id }: { id: string }): string => id

/** Every row of the guideline's tables by the name its test has to bear: attributes, settings, gates, questions and rules. */
export function rowsOfThePack(): string[] {
  const { attributes, settings, gates, sections, supplierRules, buyerRules } = readPackSource('ai-procurement/2020-06-08')
  const questions = sections.flatMap(section => section.questions)
  return [...[...attributes, ...settings].map(nameOf), ...LISTS, ...[...gates, ...questions, ...supplierRules, ...buyerRules].map(idOf)]
}

/** T2.1 does not stand in T2.10, nor SR-1 in SR-10. */
const holds = (title: string, row: string): boolean =>
  new RegExp(String.raw`(?<![\w.-])${row.replaceAll('.', String.raw`\.`)}(?![\w-]|\.\w)`).test(title)

/** Rows that tests in a folder have to name. */
interface Table {
  name: string
  folder: string
  rows: () => string[]
}

const TABLES: readonly Table[] = [
  { name: 'the guideline', folder: join(import.meta.dirname, '../../src/modules/guidelines'), rows: rowsOfThePack },
  { name: 'what people do with requirements and bids', folder: join(import.meta.dirname, '../browser'), rows: () => [...DONE_BY_PEOPLE] },
  { name: 'the law on agreements', folder: join(import.meta.dirname, '..'), rows: () => [...LAW_ROWS] },
]

/** Fails a run of all tests of a folder when a row of its tables has no passed test that names it; says nothing about a part of them. */
export default class NamedRowsReporter {
  private complaints: string[] = []

  constructor(
    private readonly run: { testNamePattern?: string | undefined },
    private readonly options: { say?: (text: string) => void } = {},
  ) {}

  onRunComplete(_contexts: unknown, { testResults: ran }: { testResults: Ran[] }): void {
    if ((this.run.testNamePattern ?? '') !== '') return
    this.complaints = TABLES.flatMap(table => complaintsAbout(table, ran))
    const { say = text => process.stderr.write(text) } = this.options
    if (this.complaints.length > 0) say(`\n${this.complaints.join('\n')}\n`)
  }

  getLastError(): Error | undefined {
    return this.complaints.length === 0 ? undefined : new Error(this.complaints.join('\n'))
  }
}

function complaintsAbout({ name, folder, rows }: Table, ran: readonly Ran[]): string[] {
  if (!specsIn(folder).every(spec => ran.some(({ testFilePath }) => testFilePath === spec))) return []
  const tests = ran.flatMap(({ testFilePath, testResults }) => (testFilePath.startsWith(folder) ? testResults : []))
  const passed = tests.filter(({ status }) => status === 'passed')
  const untested = rows().filter(row => !passed.some(({ fullName }) => holds(fullName, row)))
  return untested.length === 0 ? [] : [`No passed test names these rows of ${name}: ${untested.join(', ')}`]
}

const specsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => /[.-]spec\.js$/.test(file))
    .map(file => join(folder, file))
