import { hiddenName } from './compile-leaf.js'
import type { CompiledCondition, Reference, RowAt, RowsTrace, Trace } from './condition.js'
import type { Reading } from './reading.js'
import { own, type TableRow } from './json.js'
import { isDate } from './operators.js'
import { rowsIn, type Table } from './references.js'
import type { Situation } from './situation.js'
import { anyOf, type Tri } from './three-valued.js'

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
  const table: Table = { name: nameOf(reference), reference, outer: around.table }
  if (depthOf(table) > DEEPEST_ROWS) return refuse(`goes deeper than ${DEEPEST_ROWS} tables`)
  if (table.outer !== null && isAnswered(table) && isAnswered(table.outer))
    return refuse('may not ask each row of one answer of each row of another')
  const by = test['by']
  if (op === 'anyRow' && by !== undefined) return refuse('takes no "by"')
  if (op === 'newestRow' && reference.cells.get(String(by))?.kind !== 'date') return refuse('needs a date column in "by"')
  const where = around.condition(test['where'], table)
  return op === 'anyRow' ? anyRow(table, where) : newestRow(table, String(by), where)
}

const nameOf = ({ looked }: Reference): string => looked.question ?? looked.requirement ?? String(looked.fact)

/** Bidders may fill thousands of rows; those of the notice are few. */
const isAnswered = ({ reference }: Table): boolean => reference.looked.question !== undefined

const depthOf = (table: Table): number => (table.outer === null ? 1 : 1 + depthOf(table.outer))

/** Puts a row of the table at hand, with what was read of it before. */
const standingIn =
  (name: string) =>
  (situation: Situation, rows: readonly TableRow[], place: number, outer: RowAt | null): RowAt => ({
    cells: rows[place] ?? {},
    readings: situation.rowReadings(name, place),
    outer,
  })

/** True when true of some row; no rows, none true. */
function anyRow({ name, reference }: Table, where: CompiledCondition): CompiledCondition {
  const standing = standingIn(name)
  return {
    ...about(reference, where),
    judge(situation, row): Tri {
      const { hidden, value } = reference.read(situation, row)
      if (hidden) return 'unknown'
      let result: Tri = false
      const rows = rowsIn(value)
      for (let place = 0; place < rows.length; place += 1) {
        const judged = where.judge(situation, standing(situation, rows, place, row))
        if (judged === true) return true
        if (judged === 'unknown') result = 'unknown'
      }
      return result
    },
    evaluate(situation, row): RowsTrace {
      const reading = reference.read(situation, row)
      const rows = rowsIn(reading.value)
      const judged = rows.map((_cells, place) => where.judge(situation, standing(situation, rows, place, row)))
      const matched = judged.flatMap((result, place) => (result === true ? [place] : []))
      const result = reading.hidden ? 'unknown' : anyOf(judged)
      return traced('anyRow', reference, reading, matched, result, place =>
        where.evaluate(situation, standing(situation, rows, place, row)),
      )
    },
  }
}

/** Asks the row with the latest date, the later of two on the same day; without any dated row there is no telling. */
function newestRow({ name, reference }: Table, by: string, where: CompiledCondition): CompiledCondition {
  const standing = standingIn(name)
  const judgeAt = (rows: readonly TableRow[], place: number | null, situation: Situation, row: RowAt | null): Tri => {
    return place === null ? 'unknown' : where.judge(situation, standing(situation, rows, place, row))
  }
  return {
    ...about(reference, where),
    unknownBy: [...hiding(reference), ...fromRows(reference, where), `no dated row of ${reference.label}`],
    judge(situation, row): Tri {
      const rows = rowsIn(reference.read(situation, row).value)
      return judgeAt(rows, newest(rows, by), situation, row)
    },
    evaluate(situation, row): RowsTrace {
      const reading = reference.read(situation, row)
      const rows = rowsIn(reading.value)
      const place = newest(rows, by)
      const result = judgeAt(rows, place, situation, row)
      const matched = result === true && place !== null ? [place] : []
      return traced('newestRow', reference, reading, matched, result, at => where.evaluate(situation, standing(situation, rows, at, row)))
    },
  }
}

const hiding = (reference: Reference): string[] => (reference.mayBeHidden ? [hiddenName(reference)] : [])

/** What leaves the question of rows open. A cell of one row says nothing of the same cell in another, so outside it has another name. */
function fromRows({ looked }: Reference, { unknownBy }: CompiledCondition): string[] {
  const cellOfThese = `missing ${JSON.stringify(looked).slice(0, -1)},"column"`
  return unknownBy.map(name => (name.startsWith(cellOfThese) ? `in some row ${name}` : name))
}

function newest(rows: readonly TableRow[], by: string): number | null {
  let best: { place: number; date: string } | null = null
  rows.forEach((row, place) => {
    const date = own(row, by)
    if (isDate(date) && (best === null || date >= best.date)) best = { place, date }
  })
  return (best as { place: number } | null)?.place ?? null
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

function traced(
  op: RowsTrace['op'],
  reference: Reference,
  { hidden, value }: Reading,
  matched: readonly number[],
  result: Tri,
  where: (place: number) => Trace,
): RowsTrace {
  return {
    op,
    ...reference.looked,
    ...(hidden ? { hidden: true } : {}),
    count: rowsIn(value).length,
    rows: matched.slice(0, MOST_TRACED).map(place => ({ row: place + 1, where: where(place) })),
    ...(matched.length > MOST_TRACED ? { more: matched.length - MOST_TRACED } : {}),
    result,
  }
}
