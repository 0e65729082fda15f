import pg from 'pg'
import { DataSource, type DataSourceOptions } from 'typeorm'

import { instantFromPostgres } from '../domain/instant.js'
import { PreparingClient } from './preparing-client.js'

/** Reads timestamptz as Instant text everywhere, and everything else as pg does. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (type, format): unknown =>
    type === pg.types.builtins.TIMESTAMPTZ && format !== 'binary' ? instantFromPostgres : (pg.types.getTypeParser(type, format) as unknown),
}

/** Connections in UTC that give up rather than hang: a statement after 15 s, an abandoned transaction after 30 s. */
export const poolSettings = {
  types,
  connectionTimeoutMillis: 5_000,
  statement_timeout: 15_000,
  idle_in_transaction_session_timeout: 30_000,
  keepAlive: true,
  options: '-c TimeZone=UTC -c DateStyle=ISO',
}

export const dataSourceOptions = (url: string, pool: number, onPoolError: (error: Error) => void): DataSourceOptions => ({
  type: 'postgres',
  url,
  poolSize: pool,
  applicationName: 'ai-marketplace',
  poolErrorHandler: onPoolError,
  extra: { ...poolSettings, Client: PreparingClient },
  synchronize: false,
  migrationsRun: false,
  installExtensions: false,
})

/** A short-lived connection pool of its own, for the commands that migrate, seed and verify. */
export async function withDataSource<T>(url: string, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const dataSource = new DataSource(dataSourceOptions(url, 3, () => undefined))
  await dataSource.initialize()
  try {
    return await work(dataSource)
  } finally {
    await dataSource.destroy()
  }
}
