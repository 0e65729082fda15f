import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'

import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'

import { holdEvidence } from '../../shared/database/backup-lock.js'
import { poolSettings } from '../../shared/database/data-source.js'
import { connectedFor } from '../../shared/database/named-acts.js'
import { FileNotAtHand, type Storage } from '../../shared/storage/storage.js'
import { type Measured, writeMeasured } from '../../shared/storage/write-measured.js'
import {
  BackupUnusable,
  EVIDENCE_LIST,
  evidencePath,
  type FileFacts,
  FORMAT,
  hashOf,
  type Manifest,
  MANIFEST,
  type TableFacts,
  tablePath,
} from './manifest.js'
import { TABLES } from './tables.js'

interface EvidenceRow {
  key: string
  /** Of the bytes as they lie in the storage. */
  sha256: Buffer
}

type Tables = Pick<Manifest, 'takenAt' | 'migrations' | 'tables'> & { evidenceRows: EvidenceRow[] }

/**
 * Writes all that the database holds at one moment, and the bytes of every evidence file it names, while everything goes on. Needs no
 * more rights than the application has. Answers the manifest and its hash.
 */
export async function writeBackup(databaseUrl: string, storage: Storage, folder: string): Promise<{ manifest: Manifest; hash: string }> {
  await makeFolder(folder)
  const client = new pg.Client({
    connectionString: databaseUrl,
    ...poolSettings,
    options: connectedFor(poolSettings.options, 'backup'),
    statement_timeout: 0,
    idle_in_transaction_session_timeout: 0,
  })
  // Should the connection break between two statements, the next one says so.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await holdEvidence(client)
    const { evidenceRows, ...tables } = await writeTables(client, folder)
    const evidence = await writeEvidence(storage, evidenceRows, folder)
    await client.query('SELECT pg_advisory_unlock_all()')
    return await writeManifest({ format: FORMAT, ...tables, ...evidence }, folder)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** For the operator's own account alone, because bids that nobody has opened are in it. */
async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0) throw new BackupUnusable(`${folder} is not empty. Give each backup a folder of its own.`)
  await mkdir(join(folder, 'tables'), { mode: 0o700 })
}

/** From one snapshot. The tables are locked first against a migration, and before the snapshot is taken, as pg_dump does. */
async function writeTables(client: pg.Client, folder: string): Promise<Tables> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
  await client.query(
    `LOCK TABLE ${['schema_migration', ...TABLES].map(table => client.escapeIdentifier(table)).join(', ')} IN ACCESS SHARE MODE`,
  )
  const [now] = (await client.query<{ at: string }>('SELECT market_now() AS at')).rows
  const migrations = (await client.query<{ name: string }>('SELECT name FROM schema_migration ORDER BY id')).rows.map(({ name }) => name)
  const tables: Record<string, TableFacts> = {}
  for (const table of TABLES) tables[table] = await writeTable(client, table, tablePath(folder, table))
  const { rows: evidenceRows } = await client.query<EvidenceRow>(
    `SELECT storage_key AS key, stored_sha256 AS sha256 FROM evidence_file
     UNION ALL SELECT storage_key, stored_sha256 FROM library_file ORDER BY key`,
  )
  await client.query('COMMIT')
  return { takenAt: String(now?.at), migrations, tables, evidenceRows }
}

async function writeTable(client: pg.Client, table: string, path: string): Promise<TableFacts> {
  const columns = await columnsOf(client, table)
  const list = columns.map(column => client.escapeIdentifier(column)).join(', ')
  const copied = client.query(copyTo(`COPY ${client.escapeIdentifier(table)} (${list}) TO STDOUT`))
  const measured = await writeMeasured(copied, path)
  return { ...factsOf(measured), columns, rows: copied.rowCount }
}

/** All but those that Postgres works out itself. */
async function columnsOf(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ column: string }>(
    `SELECT attname AS column FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [table],
  )
  return rows.map(({ column }) => column)
}

/** Sealed, as they lie there. What is lost or changed is left out and named: a backup of all the rest is better than none. */
async function writeEvidence(
  storage: Storage,
  evidenceRows: readonly EvidenceRow[],
  folder: string,
): Promise<Pick<Manifest, 'evidence' | 'damaged'>> {
  const damaged: string[] = []
  const lines: string[] = []
  for (const row of evidenceRows) {
    if (await isCopied(storage, row, join(folder, evidencePath(row.key))))
      lines.push(`${row.sha256.toString('hex')}  ${evidencePath(row.key)}\n`)
    else damaged.push(row.key)
  }
  const list = await writeMeasured(Readable.from(lines.map(line => Buffer.from(line))), join(folder, EVIDENCE_LIST))
  return { evidence: { ...factsOf(list), files: lines.length }, damaged }
}

async function isCopied(storage: Storage, { key, sha256 }: EvidenceRow, path: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  try {
    const copied = await writeMeasured(await storage.open(key), path)
    if (copied.sha256.equals(sha256)) return true
    await rm(path)
    return false
  } catch (error) {
    if (error instanceof FileNotAtHand) return false
    throw error
  }
}

async function writeManifest(manifest: Manifest, folder: string): Promise<{ manifest: Manifest; hash: string }> {
  const bytes = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)
  await writeFile(join(folder, MANIFEST), bytes, { mode: 0o600, flag: 'wx', flush: true })
  return { manifest, hash: hashOf(bytes) }
}

const factsOf = ({ size, sha256 }: Measured): FileFacts => ({ bytes: size, sha256: sha256.toString('hex') })
