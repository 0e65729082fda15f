import { hiddenName } from './compile-leaf.js'
import type { CompiledCondition, Reference, RowsTrace } from './condition.js'
import { own } from './json.js'
import { isDate } from './operators.js'
import type { Reading, RowAt } from './reading.js'
import { nameOfTable, remembered } from './readings.js'
import { rowsIn, type Table } from './references.js'
import type { Situation } from './situation.js'
import { anyOf, type Tri } from './three-valued.js'
import { rowsTraceOf } from './trace-forms.js'

type Complain = (problem: string) => void

/** A table inside the row of a table is as deep as rows go. */
const DEEPEST_ROWS = 2

/** A trace shows this many of the rows that made it true, and says how many more there are. */
const MOST_TRACED = 20

/** What asking of rows needs of the compiler around it. */
export interface Around {
  table: Table | null
  resolve: (ref: unknown) => Reference | null
  condition: (source: unknown, table: Table) => CompiledCondition
  complain: Complain
}

/** Asks a condition of each row, or of the newest one alone. Null when it was refused. */
export function compileRows(op: 'anyRow' | 'newestRow', test: Readonly<Record<string, unknown>>, around: Around): CompiledCondition | null {
  const reference = around.resolve(test['of'])
  if (reference === null) return null
  const refuse = (why: string): null => {
    around.complain(`${op} ${why}`)
    return null
  }
  if (reference.cells === null) return refuse(`does not fit ${reference.label}, which has no rows`)
  const table: Table = { name: nameOfTable(reference.looked), reference, outer: around.table }
  if (depthOf(table) > DEEPEST_ROWS) return refuse(`goes deeper than ${DEEPEST_ROWS} tables`)
  if (table.outer !== null && isAnswered(table) && isAnswered(table.outer))
    return refuse('may not ask each row of one answer of each row of another')
  const by = test['by']
  if (op === 'anyRow' && by !== undefined) return refuse('takes no "by"')
  if (op === 'newestRow' && reference.cells.get(String(by))?.kind !== 'date') return refuse('needs a date column in "by"')
  const where = around.condition(test['where'], table)
  return op === 'anyRow' ? anyRow(reference, where) : newestRow(reference, String(by), where)
}

/** Bidders may fill thousands of rows; those of the notice are few. */
const isAnswered = ({ reference }: Table): boolean => reference.looked.question !== undefined

const depthOf = (table: Table): number => (table.outer === null ? 1 : 1 + depthOf(table.outer))

/** The same, with its rows ready to stand in. */
const withRows = (reference: Reference): Reference =>
  remembered(
    {
      ...reference,
      read(situation, row): Reading {
        const reading = reference.read(situation, row)
        return { ...reading, rows: rowsIn(reading.value).map(cells => ({ cells, readings: [], outer: null })) }
      },
    },
    'rows of',
  )

/** A row at hand, inside that of the outer table; what was read of its cells stays with it. */
const inside = (outer: RowAt | null, row: RowAt): RowAt => (outer === null ? row : { cells: row.cells, readings: row.readings, outer })

/** True when true of some row; no rows, none true. */
function anyRow(reference: Reference, where: CompiledCondition): CompiledCondition {
  const { read } = withRows(reference)
  const judgeRow = where.judge
  const trace = tracing('anyRow', reference, where)
  return {
    ...about(reference, where),
    judge(situation, outer): Tri {
      const { hidden, rows = [] } = read(situation, outer)
      if (hidden) return 'unknown'
      let result: Tri = false
      for (const row of rows) {
        const judged = judgeRow(situation, inside(outer, row))
        if (judged === true) return true
        if (judged === 'unknown') result = 'unknown'
      }
      return result
    },
    evaluate(situation, outer): RowsTrace {
      const reading = read(situation, outer)
      const { hidden, rows = [] } = reading
      const judged = rows.map(row => judgeRow(situation, inside(outer, row)))
      const matched = judged.flatMap((result, place) => (result === true ? [place] : []))
      return trace(reading, matched, hidden ? 'unknown' : anyOf(judged), situation, outer)
    },
  }
}

/** Asks the row with the latest date, the later of two on the same day; without any dated row there is no telling. */
function newestRow(reference: Reference, by: string, where: CompiledCondition): CompiledCondition {
  const { read } = withRows(reference)
  const judgeAt = (row: RowAt | undefined, situation: Situation, outer: RowAt | null): Tri =>
    row === undefined ? 'unknown' : where.judge(situation, inside(outer, row))
  const trace = tracing('newestRow', reference, where)
  return {
    ...about(reference, where),
    unknownBy: [...hiding(reference), ...fromRows(reference, where), `no dated row of ${reference.label}`],
    judge(situation, outer): Tri {
      const { rows = [] } = read(situation, outer)
      return judgeAt(rows[newest(rows, by)], situation, outer)
    },
    evaluate(situation, outer): RowsTrace {
      const reading = read(situation, outer)
      const { rows = [] } = reading
      const place = newest(rows, by)
      const result = judgeAt(rows[place], situation, outer)
      return trace(reading, result === true ? [place] : [], result, situation, outer)
    },
  }
}

const hiding = (reference: Reference): string[] => (reference.mayBeHidden ? [hiddenName(reference)] : [])

/** What leaves the question of rows open. A cell of one row says nothing of the same cell in another, so outside it has another name. */
function fromRows({ looked }: Reference, { unknownBy }: CompiledCondition): string[] {
  const cellOfThese = `missing ${JSON.stringify(looked).slice(0, -1)},"column"`
  return unknownBy.map(name => (name.startsWith(cellOfThese) ? `in some row ${name}` : name))
}

/** The place of the row with the latest date, or -1. */
function newest(rows: readonly RowAt[], by: string): number {
  let [best, latest] = [-1, '']
  rows.forEach(({ cells }, place) => {
    const date = own(cells, by)
    if (isDate(date) && date >= latest) [best, latest] = [place, date]
  })
  return best
}

const about = (
  reference: Reference,
  where: CompiledCondition,
): Pick<
  CompiledCondition,
  'references' | 'alwaysLeavesGaps' | 'alwaysFindsRows' | 'gaps' | 'unknownBy' | 'settledTrue' | 'settledFalse'
> => ({
  references: [reference, ...where.references],
  alwaysLeavesGaps: where.alwaysLeavesGaps,
  alwaysFindsRows: true,
  unknownBy: [...hiding(reference), ...fromRows(reference, where)],
  settledTrue: [],
  settledFalse: [],
  gaps: trace =>
    'rows' in trace ? trace.rows.flatMap(({ row, where: inner }) => where.gaps(inner).map(gap => `${gap} (row ${row})`)) : [],
})

/** Tells of the rows that made it true, each with its own trace. */
function tracing(op: RowsTrace['op'], { looked }: Reference, where: CompiledCondition) {
  const makeTrace = rowsTraceOf({ op, ...looked })
  return (
    { hidden, rows = [] }: Reading,
    matched: readonly number[],
    result: Tri,
    situation: Situation,
    outer: RowAt | null,
  ): RowsTrace => {
    const shown = matched.slice(0, MOST_TRACED).flatMap(place => {
      const row = rows[place]
      return row === undefined ? [] : [{ row: place + 1, where: where.evaluate(situation, inside(outer, row)) }]
    })
    return makeTrace(hidden, rows.length, shown, matched.length - shown.length, result)
  }
}
