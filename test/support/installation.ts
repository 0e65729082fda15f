import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { migrate } from '../../src/shared/database/migrate.js'
import { roleOf } from '../../src/shared/database/open-database.js'
import { asOwner, CLUSTER_VARIABLE, onDatabase, type TestCluster } from './cluster.js'

/** A migrated database that nobody has used, and a folder for its files: where a backup can be put back. */
export interface Installation {
  database: string
  url: string
  ownerUrl: string
  storageFolder: string
  storageUrl: string
  /** How many rows each table has. */
  rowCounts(): Promise<Record<string, number>>
  putAway(): Promise<void>
}

export async function anInstallation(): Promise<Installation> {
  const cluster = JSON.parse(String(process.env[CLUSTER_VARIABLE])) as TestCluster
  const database = `market_${randomBytes(6).toString('hex')}_test`
  await asOwner(cluster.ownerUrl, client => client.query(`CREATE DATABASE ${database}`))
  const [url, ownerUrl] = [onDatabase(cluster.url, database), onDatabase(cluster.ownerUrl, database)]
  await migrate(ownerUrl, roleOf(url))
  const storageFolder = await mkdtemp(join(tmpdir(), 'ai-marketplace-files-'))
  return {
    database,
    url,
    ownerUrl,
    storageFolder,
    storageUrl: pathToFileURL(storageFolder).href,
    rowCounts: () => rowCountsOf(ownerUrl),
    putAway: async () => {
      await rm(storageFolder, { recursive: true, force: true })
      await asOwner(cluster.ownerUrl, client => client.query(`DROP DATABASE ${database}`))
    },
  }
}

/** Of every table in our schema, but for the bookkeeping of migrations. */
export const rowCountsOf = (ownerUrl: string): Promise<Record<string, number>> =>
  asOwner(ownerUrl, async client => {
    const { rows } = await client.query<{ name: string; count: number }>(
      `SELECT relname AS name, (xpath('/row/c/text()', query_to_xml(format('SELECT count(*) AS c FROM %I', relname), false, true, '')))[1]::text::int AS count
       FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'schema_migration' ORDER BY 1`,
    )
    return Object.fromEntries(rows.map(({ name, count }) => [name, count]))
  })
