import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { answerKey } from '../../../src/web/openapi/examples.js'
import type { Judged } from './contract.js'
import { plain } from './plain.js'

/** Names the folder in which the test files of a run leave what they saw, for the reporter that looks at all of it. */
export const SEEN_VARIABLE = 'MARKETPLACE_TEST_SEEN'

/** Set while examples are taken down (`npm run examples`). */
export const RECORDING_VARIABLE = 'MARKETPLACE_TEST_EXAMPLES'

/** One line of what was seen: the answer, and, as long as it is new, how it looks as an example. */
export interface SeenLine {
  operationId: string
  status: number
  code: string
  example: string
  /** The example itself, while recording. */
  body?: unknown
}

/** Of each answer so many are made plain; the rest are alike. */
const MOST_EXAMPLES = 40

/** Its answers are random, and make no example. */
const RANDOM = /fuzz|naughty/

const counts = new Map<string, number>()
const written = new Set<string>()

/** Notes an answer of an operation, once for each way it looks. */
export function noteSeen({ operationId, code, body }: Judged & { operationId: string }, status: number): void {
  const folder = process.env[SEEN_VARIABLE]
  if (folder === undefined) return
  const key = `${operationId} ${status} ${code}`
  const count = (counts.get(key) ?? 0) + 1
  counts.set(key, count)
  if (count > MOST_EXAMPLES) return
  const shown = body === undefined ? undefined : plain(body)
  const line: SeenLine = { operationId, status, code, example: digestOf(shown) }
  if (written.has(`${key} ${line.example}`)) return
  written.add(`${key} ${line.example}`)
  if (process.env[RECORDING_VARIABLE] !== undefined && !RANDOM.test(testPath())) line.body = shown
  mkdirSync(folder, { recursive: true })
  appendFileSync(join(folder, `${process.env['JEST_WORKER_ID'] ?? '0'}.jsonl`), `${JSON.stringify(line)}\n`)
}

/** Leaves the document beside what was seen. */
export function noteDocument(document: object): void {
  const folder = process.env[SEEN_VARIABLE]
  if (folder === undefined || existsSync(join(folder, 'document.json'))) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'document.json'), JSON.stringify(document))
}

/** Members in any order are the same example. */
export const digestOf = (shown: unknown): string =>
  createHash('sha256')
    .update(shown === undefined ? '' : JSON.stringify(sorted(shown)))
    .digest('hex')
    .slice(0, 16)

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .sort(([one], [other]) => (one < other ? -1 : 1))
            .map(([name, member]) => [name, sorted(member)]),
        )
      : value

/** Where the example of a line belongs. */
export const placeOf = ({ operationId, status, code }: SeenLine): ['problems' | 'answers', string] =>
  status >= 400 ? ['problems', code] : ['answers', answerKey(operationId, String(status))]

function testPath(): string {
  const { expect } = globalThis as { expect?: { getState: () => { testPath?: string } } }
  return expect?.getState().testPath ?? ''
}
