import pg from 'pg'
import { DataSource, type DataSourceOptions } from 'typeorm'

import { instantFromPostgres } from '../domain/instant.js'
import { connectedFor } from './named-acts.js'
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
  // Requests' statements are short; compiling one costs more than running it, and estimates over row policies tempt the server to.
  // The setting is known from the start and empty: outside of a transaction nobody acts (row-policies.ts).
  options: '-c TimeZone=UTC -c DateStyle=ISO -c jit=off -c market.act=',
}

/** The same for whoever owns the tables, whom the row policies hold too. */
export const ownerSettings = { ...poolSettings, options: connectedFor(poolSettings.options, 'owner'), statement_timeout: 0 }

export const dataSourceOptions = (url: string, pool: number, onPoolError: (error: Error) => void) =>
  ({
    type: 'postgres' as const,
    url,
    poolSize: pool,
    applicationName: 'ai-marketplace',
    poolErrorHandler: onPoolError,
    extra: { ...poolSettings, Client: PreparingClient, pipeline: true },
    synchronize: false,
    migrationsRun: false,
    installExtensions: false,
  }) satisfies DataSourceOptions

/** A short-lived connection pool of its own, for the commands that migrate, seed and verify. What streams rows must not ask at once (docs/adr/0036). */
export async function withDataSource<T>(url: string, work: (dataSource: DataSource) => Promise<T>, { asksAtOnce = true } = {}): Promise<T> {
  const options = dataSourceOptions(url, 3, () => undefined)
  const dataSource = new DataSource({ ...options, extra: { ...options.extra, pipeline: asksAtOnce } })
  await dataSource.initialize()
  try {
    return await work(dataSource)
  } finally {
    await dataSource.destroy()
  }
}
