import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

import { type Examples, readExamples } from '../../src/web/openapi/examples.js'
import { COMMON } from '../../src/web/openapi/refusals-of.js'
import type { ProblemCode } from '../../src/web/openapi/problem-codes.js'
import type { ApiDocument } from '../../src/web/openapi/shapes.js'
import { writeExamples } from './contract/record-examples.js'
import { placeOf, RECORDING_VARIABLE, SEEN_VARIABLE, type SeenLine } from './contract/seen.js'
import { UNSEEN } from './contract/unseen.js'

interface Ran {
  testFilePath: string
  numFailingTests: number
}

const TESTS = join(import.meta.dirname, '..')

/**
 * Fails a whole run in which some answer that the document tells of was never given, or some example was given no more; says nothing about a
 * part of the tests, nor of a run that failed. While recording it writes the examples instead.
 */
export default class ApiCoverageReporter {
  private complaints: string[] = []

  constructor(private readonly run: { testNamePattern?: string | undefined }) {}

  onRunComplete(_contexts: unknown, { testResults: ran }: { testResults: Ran[] }): void {
    const folder = process.env[SEEN_VARIABLE]
    if (folder === undefined || !existsSync(join(folder, 'document.json'))) return
    const seen = linesIn(folder)
    const document = JSON.parse(readFileSync(join(folder, 'document.json'), 'utf8')) as ApiDocument
    rmSync(folder, { recursive: true, force: true })
    if (process.env[RECORDING_VARIABLE] !== undefined) writeExamples(seen)
    else if (this.isWhole(ran)) this.complaints = [...unseenIn(document, seen), ...staleIn(readExamples(), seen)]
    if (this.complaints.length > 0) process.stderr.write(`\n${this.complaint()}\n`)
  }

  getLastError(): Error | undefined {
    return this.complaints.length === 0 ? undefined : new Error(this.complaint())
  }

  private isWhole(ran: readonly Ran[]): boolean {
    const specs = readdirSync(TESTS).filter(file => file.endsWith('.e2e-spec.js'))
    const passed = ran.every(({ numFailingTests }) => numFailingTests === 0)
    return (
      passed &&
      (this.run.testNamePattern ?? '') === '' &&
      specs.every(spec => ran.some(({ testFilePath }) => testFilePath === join(TESTS, spec)))
    )
  }

  private complaint(): string {
    return `The API document tells of what no test has seen. Test it, take it out, or give a reason in unseen.ts; stale examples: npm run examples.\n${this.complaints.map(each => `  - ${each}`).join('\n')}`
  }
}

const linesIn = (folder: string): SeenLine[] =>
  readdirSync(folder)
    .filter(file => file.endsWith('.jsonl'))
    .flatMap(file => readFileSync(join(folder, file), 'utf8').split('\n'))
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as SeenLine)

/** What follows from what a route is counts as seen when any route was seen to answer it; the rest is the route's own. */
export function unseenIn(document: ApiDocument, seen: readonly SeenLine[]): string[] {
  const own = new Set(seen.map(({ operationId, status, code }) => `${operationId} ${status} ${code}`.trim()))
  const anywhere = new Set(seen.map(({ code }) => code))
  const told = Object.values(document.paths)
    .flatMap(item => Object.values(item))
    .flatMap(({ operationId, responses }) =>
      Object.entries(responses)
        .filter(([status]) => status !== 'default')
        .flatMap(([status, { content }]) => {
          const codes = Number(status) < 400 ? [''] : codesIn(content)
          return codes.map(code => ({ code, name: `${operationId} ${status} ${code}`.trim() }))
        }),
    )
  return told
    .filter(
      ({ code, name }) =>
        !own.has(name) && !(COMMON.has(code as ProblemCode) && anywhere.has(code)) && !(name in UNSEEN) && !(code in UNSEEN),
    )
    .map(({ name }) => `never seen: ${name}`)
}

const codesIn = (content: ApiDocument['paths'][string][string]['responses'][string]['content'] = {}): string[] =>
  Object.values(content).flatMap(({ schema }) => (schema.properties?.['code']?.enum ?? []) as string[])

const staleIn = ({ problems, answers }: Examples, seen: readonly SeenLine[]): string[] => {
  const given = new Set(seen.map(line => placeOf(line)[1]))
  return [...Object.keys(problems), ...Object.keys(answers)]
    .filter(key => !given.has(key))
    .map(key => `given no more: the example of ${key}`)
}
