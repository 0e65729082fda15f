import { fileURLToPath } from 'node:url'

import pg from 'pg'

import { withDataSource } from '../../shared/database/data-source.js'
import { rows } from '../../shared/database/rows.js'
import { DatabaseUnfit } from '../../shared/database/schema-check.js'
import { type Readable, type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Log } from '../../shared/log.js'
import { isReadable, type RotatingSeal } from '../../shared/rotating-seal.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { FileStorage } from '../../shared/storage/file-storage.js'
import type { KeyService } from '../keys/key-service.js'
import { sealOldFiles } from './seal-old-files.js'
import { areKeysLeft, makeKeysLeft, noteKeysMade, sealOldVersions } from './seal-old-versions.js'
import { placeOf, type SealedColumn, type SealingKeys, sealOfBids } from './sealing.js'

/** Where sealed values lie, and what a place is made of (sealing.ts). `key` begins the primary key. */
interface Sealed {
  table: string
  column: string
  key: string
  /** The name of the row in its place, and how the row is found by it. */
  row: string
  found: string
  owner: string
}

const BY_BID = { key: 'bid_id', owner: '(SELECT supplier_id FROM bid b WHERE b.id = t.bid_id)' }
const BY_ID = { key: 'id', row: 't.id::text', found: 't.id = n.row::uuid' }

const BY_NUMBER = {
  row: `t.bid_id || ' ' || t.number`,
  found: `t.bid_id = split_part(n.row, ' ', 1)::uuid AND t.number = split_part(n.row, ' ', 2)::int`,
}

export const SEALED: Readonly<Record<SealedColumn, Sealed>> = {
  'bid.working_copy': { table: 'bid', column: 'working_copy', ...BY_ID, owner: 't.supplier_id' },
  'ethics_answer_section.answers': {
    ...{ table: 'ethics_answer_section', column: 'answers', ...BY_BID },
    row: `t.bid_id || ' ' || t.section`,
    found: `t.bid_id = split_part(n.row, ' ', 1)::uuid AND t.section = split_part(n.row, ' ', 2)`,
  },
  'acknowledgement_set.acknowledgements': {
    ...{ table: 'acknowledgement_set', column: 'acknowledgements', ...BY_BID },
    row: 't.bid_id::text',
    found: 't.bid_id = n.row::uuid',
  },
  'evidence_file.description': { table: 'evidence_file', column: 'description', ...BY_ID, owner: BY_BID.owner },
  'bid_version.content_hash': { table: 'bid_version', column: 'content_hash', ...BY_BID, ...BY_NUMBER },
  'bid_version.salt': { table: 'bid_version', column: 'salt', ...BY_BID, ...BY_NUMBER },
  'opened_file.file_key': {
    ...{ table: 'opened_file', column: 'file_key', key: 'file_id', owner: BY_BID.owner },
    ...{ row: 't.file_id::text', found: 't.file_id = n.row::uuid' },
  },
  'ethics_audit_message.said': {
    ...{ table: 'ethics_audit_message', column: 'said', ...BY_ID },
    owner: '(SELECT supplier_id FROM ethics_audit a WHERE a.id = t.audit_id)',
  },
  'library_answer_version.content': {
    ...{ table: 'library_answer_version', column: 'content', key: 'answer_id', owner: 't.supplier_id' },
    row: `t.answer_id || ' ' || t.number`,
    found: `t.answer_id = split_part(n.row, ' ', 1)::uuid AND t.number = split_part(n.row, ' ', 2)::int`,
  },
  'application_answer.content': { table: 'application_answer', column: 'content', ...BY_ID, owner: 't.supplier_id' },
  'application_message.said': { table: 'application_message', column: 'said', ...BY_ID, owner: 't.supplier_id' },
  'library_product.name': { table: 'library_product', column: 'name', ...BY_ID, owner: 't.supplier_id' },
  'library_file.file_key': { table: 'library_file', column: 'file_key', ...BY_ID, owner: 't.supplier_id' },
  'library_draft.typed': { table: 'library_draft', column: 'typed', ...BY_ID, owner: 't.supplier_id' },
  'supplier_statement.value': { table: 'supplier_statement', column: 'value', ...BY_ID, owner: 't.supplier_id' },
}

export const sealedColumns = Object.keys(SEALED) as SealedColumn[]

/** Rows of so many keys in one transaction: writers wait for that long. */
const AT_ONCE = 200

/** Every value begins so once none is readable. */
const SEALED_BYTES = Buffer.of(1)

/**
 * Sees to it that nothing readable of a bid lies in the database or in the storage before they are used: as its owner by sealing what an earlier release wrote, which
 * may be ended and begun again at any time; otherwise by refusing. Answers how many values and files it sealed.
 */
export async function sealAtRest(config: RunningConfig, ownerUrl: string | null, service: KeyService, log: Log): Promise<number> {
  const { rules, keysLeft } = await withDataSource(config.databaseUrl, async source => {
    const unitOfWork = new UnitOfWork(source)
    const left = await unitOfWork.read(SYSTEM, async view => ({ rules: await listRulesLeft(view), keysLeft: await areKeysLeft(view) }))
    if (left.keysLeft === 'none') await noteKeysMade(unitOfWork)
    return left
  })
  if (rules.length === 0 && keysLeft !== 'some') return 0
  if (ownerUrl === null)
    throw new DatabaseUnfit(
      'There are bids that are not sealed yet. Run "npm run cli -- migrate" with DATABASE_OWNER_URL and MASTER_KEY set.',
    )
  const storage = new FileStorage(fileURLToPath(config.storageUrl))
  const old = await withDataSource(ownerUrl, async source => {
    const unitOfWork = new UnitOfWork(source)
    await makeKeysLeft(unitOfWork, service)
    await noteKeysMade(unitOfWork)
    const versions = await sealOldVersions(unitOfWork, config)
    return versions + (await sealOldFiles(unitOfWork, config, storage, log))
  })
  const sealed = old + (await sealAll(ownerUrl, sealOfBids(config), SEALED_BYTES))
  await withDataSource(ownerUrl, source =>
    new UnitOfWork(source).run(SYSTEM, async tx => {
      await tx.query('SET LOCAL statement_timeout = 0')
      for (const { table, name } of rules) await tx.query(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${pg.escapeIdentifier(name)}`)
    }),
  )
  return sealed
}

/** Seals by the present master key what the one before has sealed; answers how many values it sealed. Repeatable, and beside running processes. */
export const sealAnew = (ownerUrl: string, keys: SealingKeys): Promise<number> => {
  const seal = sealOfBids(keys)
  return sealAll(ownerUrl, seal, seal.header)
}

/** Rules of what is sealed that did not hold for every row when they were made. */
const listRulesLeft = (view: Readable): Promise<{ table: string; name: string }[]> =>
  rows(
    view,
    `SELECT conrelid::regclass::text AS table, conname AS name FROM pg_constraint
     WHERE contype = 'c' AND NOT convalidated AND connamespace = 'public'::regnamespace AND conname LIKE '%\\_sealed'`,
  )

/** Everything that does not begin so. */
const sealAll = (ownerUrl: string, seal: RotatingSeal, beginning: Buffer): Promise<number> =>
  withDataSource(ownerUrl, async source => {
    let sealed = 0
    for (const column of sealedColumns) {
      let after: string | null = null
      do {
        const batch: Batch = await new UnitOfWork(source).run(SYSTEM, tx => sealSome(tx, seal, column, beginning, after))
        sealed += batch.sealed
        after = batch.last
      } while (after !== null)
    }
    return sealed
  })

interface Batch {
  sealed: number
  /** The last key, or null at the end. */
  last: string | null
}

/** Triggers are for what people do, and here nothing changes but the bytes in which it is kept. */
async function sealSome(tx: Tx, seal: RotatingSeal, name: SealedColumn, beginning: Buffer, after: string | null): Promise<Batch> {
  const { table, column, key, row, found, owner } = SEALED[name]
  await tx.query(`SET LOCAL statement_timeout = 0; ALTER TABLE ${table} DISABLE TRIGGER USER`)
  const left = `substr(${column}, 1, length($2::bytea)) <> $2::bytea`
  const due = await rows<{ key: string; row: string; owner: string; value: Buffer }>(
    tx,
    `SELECT t.${key} AS key, ${row} AS row, ${owner} AS owner, t.${column} AS value FROM ${table} t
     WHERE t.${key} IN (SELECT DISTINCT ${key} FROM ${table} WHERE ($1::uuid IS NULL OR ${key} > $1) AND ${left} ORDER BY ${key} LIMIT ${AT_ONCE})
       AND ${left}
     ORDER BY t.${key} FOR UPDATE OF t`,
    [after, beginning],
  )
  const values = due.map(each => seal.seal(opened(seal, name, each), placeOf(name, each.owner, each.row)))
  await tx.query(`UPDATE ${table} t SET ${column} = n.value FROM unnest($1::text[], $2::bytea[]) AS n (row, value) WHERE ${found}`, [
    due.map(each => each.row),
    values,
  ])
  await tx.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
  return { sealed: due.length, last: due.at(-1)?.key ?? null }
}

function opened(seal: RotatingSeal, column: SealedColumn, { row, owner, value }: { row: string; owner: string; value: Buffer }): Buffer {
  const content = isReadable(value) ? value : seal.unseal(value, placeOf(column, owner, row))
  if (content === null)
    throw new DatabaseUnfit(
      `${column} of ${row} opens by none of the master keys at hand. Set MASTER_KEY_PREVIOUS to the key it was sealed by, or put the row back from a backup. What was sealed until here stays so.`,
    )
  return content
}
