import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'

import { readExamples } from '../../../src/web/openapi/examples.js'
import { type ProblemCode, statusOf } from '../../../src/web/openapi/problem-codes.js'
import { placeOf, type SeenLine } from './seen.js'

/** In the sources: what is built from them takes it over. */
const EXAMPLES = join(import.meta.dirname, '../../../../src/web/openapi/examples.json')

/** Keeps each example that was given again, and takes the telling one of the others: the longest that is short enough to read. */
export function writeExamples(seen: readonly SeenLine[]): void {
  const old = readExamples()
  const kept: Record<'problems' | 'answers', Record<string, unknown>> = { problems: { ...old.problems }, answers: { ...old.answers } }
  const byPlace = new Map<string, SeenLine[]>()
  for (const line of seen.filter(({ example }) => example !== undefined))
    byPlace.set(placeOf(line).join('\n'), [...(byPlace.get(placeOf(line).join('\n')) ?? []), line])
  for (const lines of byPlace.values()) {
    const [best] = lines.toSorted(moreTelling)
    if (best === undefined) continue
    const [kind, key] = placeOf(best)
    if (!lines.some(({ example }) => isDeepStrictEqual(example, kept[kind][key]))) kept[kind][key] = best.example
  }
  const stands = Object.entries(kept.problems).filter(([code]) => code !== '' && statusOf(code as ProblemCode) !== 500)
  const file = { problems: Object.fromEntries(stands.sort(byName)), answers: Object.fromEntries(Object.entries(kept.answers).sort(byName)) }
  writeFileSync(EXAMPLES, `${JSON.stringify(file, null, 2)}\n`)
}

const byName = ([one]: [string, unknown], [other]: [string, unknown]): number => (one < other ? -1 : 1)

const READABLE = 4_000

function moreTelling(one: SeenLine, other: SeenLine): number {
  const [a, b] = [JSON.stringify(one.example), JSON.stringify(other.example)]
  const rank = (text: string): number => (text.length <= READABLE ? -text.length : text.length)
  return rank(a) - rank(b) || (a < b ? -1 : 1)
}
