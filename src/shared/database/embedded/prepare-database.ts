import pg from 'pg'
import { scramVerifier, type Credentials } from './credentials.js'

const { escapeIdentifier, escapeLiteral } = pg

/** Superuser's address of a database on the server. */
export type AdminUrlOf = (database: string) => string

/** Brings roles, database and grants to what they must be. Safe to repeat, and repeated at each start: a start may have been killed in between. */
export async function prepareDatabase(adminUrlOf: AdminUrlOf, database: string, credentials: Credentials): Promise<void> {
  const name = escapeIdentifier(database)
  await asAdmin(adminUrlOf('postgres'), async client => {
    await defineRole(client, 'market_owner', 'CREATEDB', credentials.owner)
    await defineRole(client, 'market_app', 'NOCREATEDB', credentials.app)
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database])
    if (rowCount === 0) await client.query(`CREATE DATABASE ${name} OWNER market_owner`)
    await client.query(`ALTER DATABASE ${name} OWNER TO market_owner`)
    await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`)
    await client.query(`GRANT CONNECT ON DATABASE ${name} TO market_app`)
  })
  // pg_database_owner stands for whoever owns the database, so copies made for tests keep the right owner.
  await asAdmin(adminUrlOf(database), async client => {
    await client.query('CREATE SCHEMA IF NOT EXISTS public AUTHORIZATION pg_database_owner')
    await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC')
    await client.query('GRANT USAGE ON SCHEMA public TO market_app')
  })
}

async function defineRole(client: pg.Client, role: string, right: string, password: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])
  if (rowCount === 0) await client.query(`CREATE ROLE ${role}`)
  const verifier = escapeLiteral(await scramVerifier(password))
  await client.query(`ALTER ROLE ${role} LOGIN NOSUPERUSER ${right} NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD ${verifier}`)
  // Statements and details of errors carry personal data and sealed bids, which have no place in a log.
  await client.query(`ALTER ROLE ${role} SET log_min_error_statement = panic`)
  await client.query(`ALTER ROLE ${role} SET log_error_verbosity = terse`)
}

async function asAdmin(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined) // A connection that breaks fails the running query; unheard it would end the process.
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}
