import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Answers that a run of the tests has seen, with ids, moments and hashes made plain: by code of the problem, and by operation and status. */
export interface Examples {
  problems: Readonly<Record<string, unknown>>
  answers: Readonly<Record<string, unknown>>
}

/** What `npm run examples` wrote. */
export const readExamples = (): Examples => JSON.parse(readFileSync(join(import.meta.dirname, 'examples.json'), 'utf8')) as Examples

export const answerKey = (operationId: string, status: string): string => `${operationId} ${status}`
