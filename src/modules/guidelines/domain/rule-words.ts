import type { Reference, RowsTrace, Trace } from './condition.js'
import { isBlank, own, shown, type Json, type TableRow } from './json.js'
import { listed } from './lists.js'
import type { Situation } from './situation.js'

const NOT_GIVEN = 'not given'

/** What a ref reads, as a sentence has it: labels for codes, a list with commas. */
export function inWords(reference: Reference, situation: Situation): string {
  const { value } = reference.read(situation, null)
  const words = (item: Json): string => reference.codes?.get(shown(item)) ?? shown(item)
  if (isBlank(value)) return NOT_GIVEN
  return Array.isArray(value) ? listed((value as readonly Json[]).map(words)) : words(value)
}

/** The rows that made a trace true, each by its number and the words for it. */
export function rowsInWords(words: string, trace: Trace, situation: Situation): string {
  if (words === '') return ''
  return listed(
    rowTracesIn(trace).flatMap(found => {
      const rows = tableOf(found, situation)
      const named = found.rows.map(({ row }) => `row ${row} (${filledFrom(words, rows[row - 1] ?? {})})`)
      return found.more === undefined ? named : [...named, `${found.more} more`]
    }),
  )
}

const filledFrom = (words: string, row: TableRow): string =>
  words.replace(/\{([^{}]*)\}/g, (_whole, column: string) => {
    const cell = own(row, column)
    return isBlank(cell) ? NOT_GIVEN : shown(cell)
  })

/** The questions of rows that were answered with true, outermost alone. */
function rowTracesIn(trace: Trace): RowsTrace[] {
  if (trace.result !== true) return []
  if ('rows' in trace) return [trace]
  if ('all' in trace) return trace.all.flatMap(rowTracesIn)
  return 'any' in trace ? trace.any.flatMap(rowTracesIn) : []
}

function tableOf({ question, requirement, fact }: RowsTrace, situation: Situation): readonly TableRow[] {
  if (question !== undefined) return situation.answerTo(question)?.rows ?? []
  if (fact !== undefined) return situation.facts(fact)
  const rows = situation.published(requirement ?? '')
  return Array.isArray(rows) ? (rows as readonly TableRow[]) : []
}
