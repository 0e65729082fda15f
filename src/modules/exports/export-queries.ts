import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type ExportState, KEPT_HOURS, moveExport } from './domain/export-lifecycle.js'
import type { ExportBytes } from './export-files.js'
import type { ExportKindName } from './export-kinds.js'

export interface ExportJob {
  id: string
  kind: ExportKindName
  requirementId: string
  state: ExportState
  requestedAt: Instant
  /** How many entries of how many are in it; not known before it is begun. */
  done: number
  total: number | null
  /** Why it could not be made. */
  failure: string | null
  size: number | null
  /** Hexadecimal, of the whole file, and of the list of hashes in it. */
  sha256: string | null
  manifestSha256: string | null
  readyAt: Instant | null
  keepUntil: Instant | null
}

const COLUMNS = `e.id, e.kind, e.requirement_id AS "requirementId", e.state, e.requested_at AS "requestedAt", e.done, e.total, e.failure,
  e.size::float8 AS size, encode(e.sha256, 'hex') AS sha256, encode(e.manifest_sha256, 'hex') AS "manifestSha256", e.ready_at AS "readyAt",
  e.keep_until AS "keepUntil"`

const OWN = 'e.person_id = $1 AND e.organisation_id = $2'

/** The actor's own newest of a kind, or null. */
export const findLatestExport = (
  view: Readable,
  { personId, organisationId }: Actor,
  kind: ExportKindName,
  requirementId: string,
): Promise<ExportJob | null> =>
  firstRow<ExportJob>(
    view,
    `SELECT ${COLUMNS} FROM export_job e WHERE ${OWN} AND e.kind = $3 AND e.requirement_id = $4 ORDER BY e.id DESC LIMIT 1`,
    [personId, organisationId, kind, requirementId],
  )

/** Where the bytes of an export lie, and the key to them, sealed; null where there are none. */
export interface KeptBytes {
  storageKey: string | null
  fileKey: Buffer | null
}

/** The actor's own, with where its bytes lie; anybody else's is missing. */
export async function getOwnExport(view: Readable, { personId, organisationId }: Actor, id: string): Promise<ExportJob & KeptBytes> {
  const row = await firstRow<ExportJob & KeptBytes>(
    view,
    `SELECT ${COLUMNS}, e.storage_key AS "storageKey", e.file_key AS "fileKey" FROM export_job e WHERE ${OWN} AND e.id = $3`,
    [personId, organisationId, id],
  )
  if (row === null) throw new NotFound('export')
  return row
}

/** The newest first. */
export const listOwnExports = (
  view: Readable,
  { personId, organisationId }: Actor,
  before: string | null,
  limit: number,
): Promise<ExportJob[]> =>
  rows<ExportJob>(
    view,
    `SELECT ${COLUMNS} FROM export_job e WHERE ${OWN} AND ($3::uuid IS NULL OR e.id < $3) ORDER BY e.id DESC LIMIT $4`,
    [personId, organisationId, before, limit],
  )

/** An export that a maker has taken. */
export interface TakenExport {
  id: string
  kind: ExportKindName
  requirementId: string
  personId: string
  organisationId: string
  attempts: number
}

/** A maker that was not heard of for so long is lost. */
const SILENT = `interval '1 minute'`

const UNFINISHED = `(state = 'waiting' OR (state = 'making' AND heard_at < (SELECT market_now()) - ${SILENT}))`

export async function listUnfinishedExports(view: Readable): Promise<string[]> {
  const found = await rows<{ id: string }>(view, `SELECT id FROM export_job WHERE ${UNFINISHED} ORDER BY id LIMIT 100`)
  return found.map(({ id }) => id)
}

/** Takes it to make, or null where somebody else is at it or it is done. */
export const takeExport = (tx: Tx, id: string): Promise<TakenExport | null> =>
  firstRow<TakenExport>(
    tx,
    `UPDATE export_job SET state = $2, attempts = attempts + 1, heard_at = market_now(), done = 0, total = NULL
     WHERE id = $1 AND ${UNFINISHED}
     RETURNING id, kind, requirement_id AS "requirementId", person_id AS "personId", organisation_id AS "organisationId", attempts`,
    [id, moveExport('waiting', 'making')],
  )

/** What only this attempt may write: false where another has taken over. */
async function isWritten(tx: Tx, { id, attempts }: TakenExport, change: string, values: readonly unknown[]): Promise<boolean> {
  const changed = await firstRow(tx, `UPDATE export_job SET ${change} WHERE id = $1 AND attempts = $2 AND state = 'making' RETURNING id`, [
    id,
    attempts,
    ...values,
  ])
  return changed !== null
}

export const noteProgress = (tx: Tx, taken: TakenExport, done: number, total: number): Promise<boolean> =>
  isWritten(tx, taken, 'done = $3, total = $4, heard_at = market_now()', [done, total])

export interface MadeExport extends ExportBytes {
  manifestSha256: Buffer
}

export const noteReady = (
  tx: Tx,
  taken: TakenExport,
  { storageKey, fileKey, size, sha256, manifestSha256 }: MadeExport,
): Promise<boolean> =>
  isWritten(
    tx,
    taken,
    `state = $3, storage_key = $4, size = $5, sha256 = $6, manifest_sha256 = $7, ready_at = market_now(),
     keep_until = market_now() + make_interval(hours => $8), file_key = $9`,
    [moveExport('making', 'ready'), storageKey, size, sha256, manifestSha256, KEPT_HOURS, fileKey],
  )

export const noteFailure = (tx: Tx, taken: TakenExport, state: ExportState, failure: string): Promise<boolean> =>
  isWritten(tx, taken, 'state = $3, failure = $4', [state, state === 'failed' ? failure : null])

/** Takes the files whose time is over from whoever ordered them; answers where their bytes lie. */
export async function removeOldExports(tx: Tx): Promise<string[]> {
  const removed = await rows<{ key: string }>(
    tx,
    `WITH old AS (
       SELECT id, storage_key FROM export_job WHERE state = 'ready' AND keep_until <= (SELECT market_now()) LIMIT 100 FOR UPDATE SKIP LOCKED)
     UPDATE export_job e SET state = $1, storage_key = NULL, file_key = NULL FROM old WHERE e.id = old.id RETURNING old.storage_key AS key`,
    [moveExport('ready', 'removed')],
  )
  return removed.map(({ key }) => key)
}
