import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

import { withDataSource } from '../../shared/database/data-source.js'
import { ROW_POLICIES } from '../../shared/database/row-policies.js'
import { firstRow, rows } from '../../shared/database/rows.js'
import { DatabaseUnfit } from '../../shared/database/schema-check.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { FileStorage } from '../../shared/storage/file-storage.js'
import { StorageUnfit } from '../../shared/storage/storage.js'
import { recordAudit } from '../audit/record-audit.js'
import type { CheckedBackup } from './check-backup.js'
import { BackupUnusable, evidencePath, type Manifest, type TableFacts, tablePath } from './manifest.js'
import { FILLED_BY_MIGRATING, TABLES } from './tables.js'

/**
 * Puts a checked backup into a database that was migrated and never used, as its owner, and into a folder that nobody has used: all of
 * it, or nothing. The installation gets a name of its own, so that a rehearsal can never be started on the files of the original.
 */
export async function restoreBackup(backup: CheckedBackup, ownerUrl: string, storage: FileStorage): Promise<void> {
  if (!(await storage.isUnused()))
    throw new StorageUnfit('The folder of STORAGE_URL is not empty. Set it to an empty folder: the files of the backup are put there.')
  const installation = randomUUID()
  try {
    await storage.prepare(installation)
    await putBackEvidence(backup, storage)
    await withDataSource(ownerUrl, source => new UnitOfWork(source).run(SYSTEM, tx => fill(tx, backup, installation)), {
      asksAtOnce: false,
    })
  } catch (error) {
    await storage.clear()
    throw error
  }
}

async function putBackEvidence({ folder, evidence }: CheckedBackup, storage: FileStorage): Promise<void> {
  for (const [key, sha256] of evidence) {
    const kept = await storage.putBack(key, createReadStream(join(folder, evidencePath(key))))
    if (kept.sha256.toString('hex') !== sha256) throw new BackupUnusable(`${evidencePath(key)} was changed while it was read.`)
  }
}

/** Rules of a row are taken off and put on again around the rows, in one transaction, so that the order of tables does not matter. */
async function fill(tx: Tx, backup: CheckedBackup, installation: string): Promise<void> {
  await tx.query('SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0')
  await tx.query(`LOCK TABLE ${TABLES.map(quoted).join(', ')} IN ACCESS EXCLUSIVE MODE`)
  await refuseUnlessSameSchema(tx, backup)
  await refuseUnlessEmpty(tx)
  const foreignKeys = await rows<ForeignKey>(tx, FOREIGN_KEYS)
  for (const { table, name } of foreignKeys) await tx.query(`ALTER TABLE ${table} DROP CONSTRAINT ${quoted(name)}`)
  for (const table of TABLES) await copyIn(tx, table, backup)
  for (const { table, name, definition } of foreignKeys) await tx.query(`ALTER TABLE ${table} ADD CONSTRAINT ${quoted(name)} ${definition}`)
  await tx.query('UPDATE storage SET owner = $1, walk_began_at = NULL', [installation])
  await record(tx, backup, installation)
}

async function refuseUnlessSameSchema(tx: Tx, { manifest }: CheckedBackup): Promise<void> {
  const known = (await rows<{ name: string }>(tx, 'SELECT name FROM schema_migration ORDER BY id')).map(({ name }) => name)
  if (known.join() !== manifest.migrations.join())
    throw new BackupUnusable(
      `The backup has the schema of ${String(manifest.migrations.at(-1))}, and the database that of ${String(known.at(-1))}. Restore it with the release that made it, then bring it up to date.`,
    )
}

async function refuseUnlessEmpty(tx: Tx): Promise<void> {
  for (const table of await tablesToBeEmpty(tx)) {
    if ((await firstRow(tx, `SELECT 1 FROM ${quoted(table)} LIMIT 1`)) !== null)
      throw new DatabaseUnfit(
        `The database is not empty: ${table} has rows. Restore into one that was just created, and delete nothing from this one.`,
      )
  }
}

/** Whatever is there, sessions and what no release knows included. */
async function tablesToBeEmpty(tx: Tx): Promise<string[]> {
  const found = await rows<{ name: string }>(
    tx,
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`,
  )
  return found.map(({ name }) => name).filter(name => !FILLED_BY_MIGRATING.includes(name))
}

interface ForeignKey {
  table: string
  name: string
  definition: string
}

const FOREIGN_KEYS = `
  SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
  FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace ORDER BY 1, 2`

/** Triggers are for what people do: what they did is put back as it was. Rows of all are put back, and COPY writes none where policies hold. */
async function copyIn(tx: Tx, table: string, { folder, manifest }: CheckedBackup): Promise<void> {
  const { columns, rows: expected } = factsOf(table, manifest)
  await tx.query(`ALTER TABLE ${quoted(table)} DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY`)
  if (FILLED_BY_MIGRATING.includes(table)) await tx.query(`DELETE FROM ${quoted(table)}`)
  const stream = (await connectionOf(tx)).query(copyFrom(`COPY ${quoted(table)} (${columns.map(quoted).join(', ')}) FROM STDIN`))
  await pipeline(createReadStream(tablePath(folder, table)), stream)
  if (stream.rowCount !== expected) throw new BackupUnusable(`${table} holds ${stream.rowCount} rows, and the manifest says ${expected}.`)
  await tx.query(`ALTER TABLE ${quoted(table)} ENABLE TRIGGER USER${table in ROW_POLICIES ? ', FORCE ROW LEVEL SECURITY' : ''}`)
}

/** There are some of every table, or the backup would not have passed its check. */
function factsOf(table: string, { tables }: Manifest): TableFacts {
  const facts = tables[table]
  if (facts === undefined) throw new BackupUnusable(`The backup has no table ${table}.`)
  return facts
}

/** The connection below a transaction, for what TypeORM cannot do. */
async function connectionOf(tx: Tx): Promise<pg.ClientBase> {
  if (tx.queryRunner === undefined) throw new Error('The transaction has no connection.')
  return (await tx.queryRunner.connect()) as pg.ClientBase
}

const record = (tx: Tx, { manifest, hash }: CheckedBackup, installation: string): Promise<void> =>
  recordAudit(
    tx,
    SYSTEM,
    'market.restored',
    { type: 'installation', id: installation, stream: 'market' },
    { manifest: hash, takenAt: manifest.takenAt },
  )

const quoted = (name: string): string => pg.escapeIdentifier(name)
