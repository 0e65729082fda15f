import type { Readable } from './unit-of-work.js'

/** The rows of a query, as the caller says they look. */
export async function rows<T>(view: Readable, sql: string, parameters: readonly unknown[] = []): Promise<T[]> {
  const result = await view.query<T[] | [T[], number]>(sql, [...parameters])
  return isCounted(result) ? result[0] : result
}

/** The first row of a query, or null. */
export async function firstRow<T>(view: Readable, sql: string, parameters: readonly unknown[] = []): Promise<T | null> {
  return (await rows<T>(view, sql, parameters))[0] ?? null
}

/** The one row of a query that always answers one. */
export async function oneRow<T>(view: Readable, sql: string, parameters: readonly unknown[] = []): Promise<T> {
  const row = await firstRow<T>(view, sql, parameters)
  if (row === null) throw new Error('The query answered no row.')
  return row
}

/** TypeORM answers an UPDATE or DELETE with its rows and their count, and everything else with the rows alone. */
const isCounted = <T>(result: T[] | [T[], number]): result is [T[], number] => Array.isArray(result[0]) && typeof result[1] === 'number'
