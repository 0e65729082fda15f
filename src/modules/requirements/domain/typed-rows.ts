import { type FieldColumn, idOf, type RequirementField } from './requirement-field.js'
import { type Fields, numberIn, one, plain } from './typed-text.js'

type Cell = string | number | boolean

export type Row = Readonly<Record<string, Cell>>

/** The name and the id of an input in a row: "criteria-0-title". */
export const cellId = (field: RequirementField, place: number, column: string): string => `${idOf(field)}-${place}-${column}`

/** The rows of a form that say something, each with its id. They count anew from the first, whatever numbers the form had left. */
export function rowsIn(field: RequirementField, fields: Fields): Row[] {
  const { columns = [] } = field
  const rows = placesIn(field, fields).map(place => rowAt(field, place, fields))
  return withIds(
    field,
    rows.filter(row => columns.some(({ name, kind }) => kind !== 'flag' && row[name] !== undefined)),
  )
}

/** The numbers of the rows that a form holds, blank ones too. */
export function placesIn(field: RequirementField, fields: Fields): number[] {
  const begin = `${idOf(field)}-`
  const numbers = Object.keys(fields).flatMap(name => {
    const [, number] = name.startsWith(begin) ? (/^(\d{1,4})-/.exec(name.slice(begin.length)) ?? []) : []
    return number === undefined ? [] : [Number(number)]
  })
  return [...new Set(numbers)].toSorted((first, second) => first - second)
}

/** The inputs of rows, blank ones too, or a row of which nothing is written would not be there. */
export const rowsAsFields = (field: RequirementField, rows: readonly Row[]): Fields =>
  Object.fromEntries(
    rows.flatMap((row, place) => inputsOf(field).map(({ name }) => [cellId(field, place, name), String(row[name] ?? '')] as const)),
  )

/** A row of which nothing is written yet. */
export function blankRow(field: RequirementField, rows: readonly Row[]): Row {
  const flags = (field.columns ?? []).flatMap(({ name, begins }) => (begins === undefined ? [] : [[name, begins] as const]))
  const id = field.letter === undefined ? {} : { id: nextId(field.letter, rows) }
  return { ...id, ...Object.fromEntries(flags) }
}

/** All rows of a form as they were typed, blank ones too. */
export const allRows = (field: RequirementField, fields: Fields): Row[] =>
  withIds(
    field,
    placesIn(field, fields).map(place => rowAt(field, place, fields)),
  )

const rowAt = (field: RequirementField, place: number, fields: Fields): Row =>
  Object.fromEntries(
    inputsOf(field).flatMap(column => {
      const value = cellIn(column, one(fields, cellId(field, place, column.name)))
      return value === undefined ? [] : [[column.name, value] as const]
    }),
  )

/** What stands in each row: its id, where it has one, and its columns. */
const inputsOf = ({ letter, columns = [] }: RequirementField): FieldColumn[] => [...(letter === undefined ? [] : [ID]), ...columns]

const ID: FieldColumn = { name: 'id', kind: 'line', label: 'Number' }

function cellIn({ kind }: FieldColumn, typed: string): Cell | undefined {
  if (kind === 'flag') return typed === 'true'
  if (kind === 'number') return numberIn(typed)
  if (kind === 'figure') return plain(typed) || undefined
  if (kind === 'words') return typed.trim() === '' ? undefined : typed
  return typed.trim() || undefined
}

/** A row that came without its id gets the next that is free. */
function withIds({ letter }: RequirementField, rows: readonly Row[]): Row[] {
  if (letter === undefined) return [...rows]
  return rows.reduce<Row[]>(
    (done, row, place) => [...done, row['id'] === undefined ? { id: nextId(letter, [...done, ...rows.slice(place)]), ...row } : row],
    [],
  )
}

function nextId(letter: string, rows: readonly Row[]): string {
  const numbers = rows.map(({ id }) => Number(/^[A-Z](\d{1,3})$/.exec(String(id))?.[1] ?? 0))
  return `${letter}${Math.max(0, ...numbers) + 1}`
}
