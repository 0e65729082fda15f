import pg from 'pg'

import { migrationSource } from './migrate.js'
import { poolSettings } from './data-source.js'
import { listUnprotected } from './protect-rows.js'

/** The database is not one this version can run on; says why and what to do. */
export class DatabaseUnfit extends Error {}

const OLDEST_POSTGRES = 150_000

interface Server {
  version: number
  privileged: boolean
  owns: boolean
}

/** Refuses a server that is too old, a role that could pass by row-level security, and a schema that is not this version's or has tables without their policies. */
export async function refuseUnfitDatabase(url: string): Promise<void> {
  const server = await connectedTo(url, describeServer)
  if (server.version < OLDEST_POSTGRES) throw new DatabaseUnfit('The database is older than Postgres 15. Move it to Postgres 15 or newer.')
  if (server.privileged)
    throw new DatabaseUnfit('The role of DATABASE_URL is a superuser or may pass by row-level security. Give the application a plain role.')
  if (server.owns)
    throw new DatabaseUnfit(
      'The role of DATABASE_URL owns the tables or may act as their owner. Migrate as DATABASE_OWNER_URL and give the application another role.',
    )
  if (await hasPendingMigrations(url))
    throw new DatabaseUnfit('The schema is not current. Run "npm run cli -- migrate" with DATABASE_OWNER_URL set.')
  const unprotected = await connectedTo(url, listUnprotected)
  if (unprotected.length > 0)
    throw new DatabaseUnfit(
      `Row-level security is off for ${unprotected.join(', ')}. Run "npm run cli -- migrate" with DATABASE_OWNER_URL set.`,
    )
}

async function describeServer(client: pg.Client): Promise<Server> {
  const { rows } = await client.query<Server>(`
    SELECT current_setting('server_version_num')::int AS version, rolsuper OR rolbypassrls AS privileged,
           EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                   AND pg_has_role(pg_roles.oid, relowner, 'MEMBER')) AS owns
    FROM pg_roles WHERE rolname = current_user`)
  const [server] = rows
  if (server === undefined) throw new DatabaseUnfit('The database does not say who is connected.')
  return server
}

async function connectedTo<T>(url: string, ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, ...poolSettings })
  await client.connect()
  try {
    return await ask(client)
  } finally {
    await client.end()
  }
}

async function hasPendingMigrations(url: string): Promise<boolean> {
  const source = await migrationSource(url)
  await source.initialize()
  try {
    return (
      (await source.query<{ known: string | null }[]>(`SELECT to_regclass('schema_migration')::text AS known`))[0]?.known == null ||
      (await source.showMigrations())
    )
  } finally {
    await source.destroy()
  }
}
