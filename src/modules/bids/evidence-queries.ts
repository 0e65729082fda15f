import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { OPENED_STATES } from './domain/bid-lifecycle.js'
import type { Description, EvidenceFile } from './domain/evidence.js'
import type { ScanState } from '../files/domain/scan.js'
import { descriptionOf, type Sealing } from './sealing.js'

/** A file with what only its own verbs need to know. */
export interface StoredFile extends EvidenceFile {
  bidId: string
  revision: number
  uploadedBy: string
  uploadedAt: Instant
  /** Whether the working copy holds it; one that was taken out and is in no version is gone for everybody. */
  inWorkingCopy: boolean
}

type Row = Omit<StoredFile, 'description' | 'sha256'> & { sha256: Buffer; description: Buffer; supplierId: string }

const COLUMNS = `f.id, f.bid_id AS "bidId", f.size, f.sha256, f.readable, f.scan, f.description, f.revision,
  f.uploaded_by AS "uploadedBy", f.uploaded_at AS "uploadedAt", f.removed_at IS NULL AS "inWorkingCopy",
  (SELECT supplier_id FROM bid b WHERE b.id = f.bid_id) AS "supplierId"`

const presentBy =
  (sealing: Sealing) =>
  ({ sha256, description, supplierId, ...row }: Row): StoredFile => ({
    ...row,
    sha256: sha256.toString('hex'),
    description: sealing.unseal(description, descriptionOf(supplierId, row.id)) as Description,
  })

/** A file of a working copy or of a submitted version. */
export async function getFile(view: Readable, sealing: Sealing, id: string): Promise<StoredFile> {
  const row = await firstRow<Row>(
    view,
    `SELECT ${COLUMNS} FROM evidence_file f
     WHERE f.id = $1 AND (f.removed_at IS NULL OR EXISTS (SELECT FROM bid_version_file p WHERE p.file_id = f.id))`,
    [id],
  )
  if (row === null) throw new NotFound('file')
  return presentBy(sealing)(row)
}

/** The files of a working copy, oldest first: all of them, or so many after one. */
export async function listFiles(
  view: Readable,
  sealing: Sealing,
  bidId: string,
  after: string | null = null,
  limit: number | null = null,
): Promise<StoredFile[]> {
  const found = await rows<Row>(
    view,
    `SELECT ${COLUMNS} FROM evidence_file f
     WHERE f.bid_id = $1 AND f.removed_at IS NULL AND ($2::uuid IS NULL OR f.id > $2) ORDER BY f.id LIMIT $3`,
    [bidId, after, limit],
  )
  return found.map(presentBy(sealing))
}

/** The files that a submitted version holds, as they are described now. */
export async function listFilesOfVersion(view: Readable, sealing: Sealing, bidId: string, version: number): Promise<StoredFile[]> {
  const found = await rows<Row>(
    view,
    `SELECT ${COLUMNS} FROM bid_version_file p JOIN evidence_file f ON f.id = p.file_id WHERE p.bid_id = $1 AND p.version = $2 ORDER BY f.id`,
    [bidId, version],
  )
  return found.map(presentBy(sealing))
}

/** What is known of each of these files, by id. */
export async function scansOf(view: Readable, ids: readonly string[]): Promise<ReadonlyMap<string, ScanState>> {
  const found = await rows<{ id: string; scan: ScanState }>(view, 'SELECT id, scan FROM evidence_file WHERE id = ANY ($1)', [ids])
  return new Map(found.map(({ id, scan }) => [id, scan]))
}

export const countFiles = async (view: Readable, bidId: string): Promise<number> =>
  (
    await oneRow<{ count: number }>(view, 'SELECT count(*)::int AS count FROM evidence_file WHERE bid_id = $1 AND removed_at IS NULL', [
      bidId,
    ])
  ).count

/** The quality envelope of an opened bid's last version, where that version holds the file. */
export async function findOpenedEnvelope(view: Readable, fileId: string): Promise<Buffer | null> {
  const row = await firstRow<{ quality: Buffer }>(
    view,
    `SELECT c.quality FROM evidence_file f JOIN bid b ON b.id = f.bid_id JOIN opened_bid c ON c.bid_id = b.id
     JOIN bid_version_file p ON p.bid_id = b.id AND p.version = c.version AND p.file_id = f.id
     WHERE f.id = $1 AND b.state = ANY ($2)`,
    [fileId, OPENED_STATES],
  )
  return row?.quality ?? null
}
