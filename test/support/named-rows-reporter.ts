import { readdirSync } from 'node:fs'
import { join } from 'node:path'

import { readPackSource } from '../../src/modules/guidelines/guideline-packs.js'

interface Ran {
  testFilePath: string
  testResults: { fullName: string; status: string }[]
}

const GUIDELINES = join(import.meta.dirname, '../../src/modules/guidelines')

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

/** Fails a run of all tests on guidelines when a row of their tables has no passed test that names it; says nothing about a part of them. */
export default class NamedRowsReporter {
  private untested: string[] = []

  constructor(
    private readonly run: { testNamePattern?: string | undefined },
    private readonly options: { say?: (text: string) => void } = {},
  ) {}

  onRunComplete(_contexts: unknown, { testResults: ran }: { testResults: Ran[] }): void {
    const isWhole = (this.run.testNamePattern ?? '') === '' && specs().every(spec => ran.some(({ testFilePath }) => testFilePath === spec))
    if (!isWhole) return
    const tests = ran.flatMap(({ testFilePath, testResults }) => (testFilePath.startsWith(GUIDELINES) ? testResults : []))
    const passed = tests.filter(({ status }) => status === 'passed')
    this.untested = rowsOfThePack().filter(row => !passed.some(({ fullName }) => holds(fullName, row)))
    const { say = text => process.stderr.write(text) } = this.options
    if (this.untested.length > 0) say(`\n${this.complaint()}\n`)
  }

  getLastError(): Error | undefined {
    return this.untested.length === 0 ? undefined : new Error(this.complaint())
  }

  private complaint(): string {
    return `No passed test names these rows of the guideline: ${this.untested.join(', ')}`
  }
}

const specs = (): string[] =>
  readdirSync(GUIDELINES, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.spec.js'))
    .map(file => join(GUIDELINES, file))
