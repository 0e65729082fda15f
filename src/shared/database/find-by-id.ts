import { getMetadataArgsStorage } from 'typeorm'

import { firstRow } from './rows.js'
import type { Readable } from './unit-of-work.js'

type Lock = 'FOR SHARE' | 'FOR UPDATE'

const selects = new Map<object, string>()

/** The entity with this id, or null; with a lock, held until the transaction ends. One plain statement, without a query builder. */
export function findById<T extends object>(view: Readable, entity: new () => T, id: string, lock?: Lock): Promise<T | null> {
  return firstRow<T>(view, `${selectOf(entity)} WHERE id = $1${lock === undefined ? '' : ` ${lock}`}`, [id])
}

/** The same where `idOf`, SQL that reads $1, says which id: found without having asked for it before. */
export const findByIdOf = <T extends object>(view: Readable, entity: new () => T, idOf: string, given: string): Promise<T | null> =>
  firstRow<T>(view, `${selectOf(entity)} WHERE id = (${idOf})`, [given])

function selectOf(entity: new () => object): string {
  const known = selects.get(entity)
  if (known !== undefined) return known
  const storage = getMetadataArgsStorage()
  const [table] = storage.filterTables(entity)
  const columns = storage.filterColumns(entity).map(({ propertyName, options }) => `${options.name ?? propertyName} AS "${propertyName}"`)
  const select = `SELECT ${columns.join(', ')} FROM ${String(table?.name)}`
  selects.set(entity, select)
  return select
}
