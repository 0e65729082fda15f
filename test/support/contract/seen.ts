import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { answerKey } from '../../../src/web/openapi/examples.js'
import type { Judged } from './contract.js'
import { plain } from './plain.js'

/** Names the folder in which the test files of a run leave what they saw, for the reporter that looks at all of it. */
export const SEEN_VARIABLE = 'MARKETPLACE_TEST_SEEN'

/** Set while examples are taken down (`npm run examples`). */
export const RECORDING_VARIABLE = 'MARKETPLACE_TEST_EXAMPLES'

/** One line of what was seen: the answer, and, while recording, how it looks as an example. */
export interface SeenLine {
  operationId: string
  status: number
  code: string
  example?: unknown
}

/** While recording, so many of each answer are made plain; the rest are alike. */
const MOST_EXAMPLES = 40

/** Its answers are random, and make no example. */
const RANDOM = /fuzz|naughty/

const counts = new Map<string, number>()

/** Notes an answer of an operation: once, or while recording so often that a telling one is among them. */
export function noteSeen({ operationId, code, body }: Pick<Judged, 'code' | 'body'> & { operationId: string }, status: number): void {
  const folder = process.env[SEEN_VARIABLE]
  if (folder === undefined) return
  const isRecorded = process.env[RECORDING_VARIABLE] !== undefined && body !== undefined && !RANDOM.test(testPath())
  const key = `${operationId} ${status} ${code}`
  const count = (counts.get(key) ?? 0) + 1
  if (count > (isRecorded ? MOST_EXAMPLES : 1)) return
  counts.set(key, count)
  const line: SeenLine = { operationId, status, code, ...(isRecorded ? { example: plain(body) } : {}) }
  mkdirSync(folder, { recursive: true })
  appendFileSync(join(folder, `${process.env['JEST_WORKER_ID'] ?? '0'}.jsonl`), `${JSON.stringify(line)}\n`)
}

/** The document that an earlier test file of this run left, or null. */
export function documentOfRun(): object | null {
  const folder = process.env[SEEN_VARIABLE]
  if (folder === undefined || !existsSync(join(folder, DOCUMENT))) return null
  return JSON.parse(readFileSync(join(folder, DOCUMENT), 'utf8')) as object
}

/** Leaves the document beside what was seen, whole from the moment on that it can be found; answers it as it is read from there. */
export function noteDocument<T extends object>(document: T): T {
  const [folder, text] = [process.env[SEEN_VARIABLE], JSON.stringify(document)]
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true })
    const written = join(folder, `${DOCUMENT}.${process.pid}`)
    writeFileSync(written, text)
    renameSync(written, join(folder, DOCUMENT))
  }
  return JSON.parse(text) as T
}

const DOCUMENT = 'document.json'

/** Where the example of a line belongs. */
export const placeOf = ({ operationId, status, code }: SeenLine): ['problems' | 'answers', string] =>
  status >= 400 ? ['problems', code] : ['answers', answerKey(operationId, String(status))]

function testPath(): string {
  const { expect } = globalThis as { expect?: { getState: () => { testPath?: string } } }
  return expect?.getState().testPath ?? ''
}
