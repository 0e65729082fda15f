import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { runMigrations as migrateQueues } from 'bullmq'
import pg from 'pg'
import { DataSource, type MigrationInterface } from 'typeorm'

import { dataSourceOptions, ownerSettings } from './data-source.js'
import { GRANTS } from './grants.js'
import { protectRows } from './protect-rows.js'

export const QUEUE_SCHEMA = 'bullmq'

/** Every queue there is. BullMQ would make a sequence for each at its first job, which the application role may not. */
export const QUEUES = ['events', 'sweeps', 'alarms', 'exports', 'scans'] as const

export type QueueName = (typeof QUEUES)[number]

/** Serialises two processes that start at once: "MRKT" as a number. */
const MIGRATION_LOCK = 0x4d_52_4b_54

const MIGRATIONS = join(import.meta.dirname, '../../../migrations')

/** Brings the schema up to this version as its owner, sets what the application role may do, and protects the rows. Repeatable; returns the migrations it ran. */
export async function migrate(ownerUrl: string, applicationRole: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, ...ownerSettings })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    const ran = await runPending(ownerUrl)
    await migrateQueues(client, QUEUE_SCHEMA)
    await createQueueSequences(client)
    await grant(client, applicationRole)
    await protectRows(client)
    return ran
  } finally {
    await client.end()
  }
}

/** The schema's own bookkeeping, shared by the owner who migrates and the application that only looks whether it is current. */
export const migrationSource = async (url: string): Promise<DataSource> =>
  new DataSource({
    ...dataSourceOptions(url, 2, () => undefined),
    migrations: await migrationClasses(),
    migrationsTableName: 'schema_migration',
    migrationsTransactionMode: 'each',
    extra: ownerSettings,
  })

/** Loaded here and not by TypeORM: its own import can be answered by a test file that has ended. */
async function migrationClasses(): Promise<(new () => MigrationInterface)[]> {
  const names = (await readdir(MIGRATIONS)).filter(name => /^\d+-.+\.js$/.test(name)).sort()
  const modules = await Promise.all(names.map(name => import(pathToFileURL(join(MIGRATIONS, name)).href) as Promise<object>))
  return modules.flatMap(module => Object.values(module) as (new () => MigrationInterface)[])
}

async function runPending(ownerUrl: string): Promise<string[]> {
  const source = await migrationSource(ownerUrl)
  await source.initialize()
  try {
    return (await source.runMigrations()).map(migration => migration.name)
  } finally {
    await source.destroy()
  }
}

async function createQueueSequences(client: pg.Client): Promise<void> {
  await client.query(`SET search_path = ${client.escapeIdentifier(QUEUE_SCHEMA)}`)
  for (const queue of QUEUES) {
    const { rows } = await client.query<{ name: string }>('SELECT job_id_seq_name($1) AS name', [queue])
    await client.query(`CREATE SEQUENCE IF NOT EXISTS ${client.escapeIdentifier(String(rows[0]?.name))}`)
  }
  await client.query('RESET search_path')
}

async function grant(client: pg.Client, role: string): Promise<void> {
  const to = client.escapeIdentifier(role)
  const queues = client.escapeIdentifier(QUEUE_SCHEMA)
  const statements = [
    `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${to}`,
    `GRANT USAGE ON SCHEMA public, ${queues} TO ${to}`,
    ...Object.entries(GRANTS).map(([table, rights]) => `GRANT ${rights} ON ${client.escapeIdentifier(table)} TO ${to}`),
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${queues} TO ${to}`,
    `GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${queues} TO ${to}`,
    `GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${queues} TO ${to}`,
  ]
  await client.query(`BEGIN; ${statements.join('; ')}; COMMIT`)
}
