import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { OPENED_STATES } from './domain/bid-lifecycle.js'
import type { Description, EvidenceFile } from './domain/evidence.js'
import { unseal } from './sealing.js'

/** A file with what only its own verbs need to know. */
export interface StoredFile extends EvidenceFile {
  bidId: string
  storageKey: string
  revision: number
  uploadedBy: string
  uploadedAt: Instant
  /** Whether the working copy holds it; one that was taken out and is in no version is gone for everybody. */
  inWorkingCopy: boolean
}

type Row = Omit<StoredFile, 'description' | 'sha256'> & { sha256: Buffer; description: Buffer }

const COLUMNS = `f.id, f.bid_id AS "bidId", f.storage_key AS "storageKey", f.size, f.sha256, f.readable, f.scan, f.description, f.revision,
  f.uploaded_by AS "uploadedBy", f.uploaded_at AS "uploadedAt", f.removed_at IS NULL AS "inWorkingCopy"`

const present = ({ sha256, description, ...row }: Row): StoredFile => ({
  ...row,
  sha256: sha256.toString('hex'),
  description: unseal(description) as Description,
})

/** A file of a working copy or of a submitted version. */
export async function getFile(view: Readable, id: string): Promise<StoredFile> {
  const row = await firstRow<Row>(
    view,
    `SELECT ${COLUMNS} FROM evidence_file f
     WHERE f.id = $1 AND (f.removed_at IS NULL OR EXISTS (SELECT FROM bid_version_file p WHERE p.file_id = f.id))`,
    [id],
  )
  if (row === null) throw new NotFound('file')
  return present(row)
}

/** The files of a working copy, oldest first: all of them, or so many after one. */
export async function listFiles(
  view: Readable,
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
  return found.map(present)
}

/** The files that a submitted version holds, as they are described now. */
export async function listFilesOfVersion(view: Readable, bidId: string, version: number): Promise<StoredFile[]> {
  const found = await rows<Row>(
    view,
    `SELECT ${COLUMNS} FROM bid_version_file p JOIN evidence_file f ON f.id = p.file_id WHERE p.bid_id = $1 AND p.version = $2 ORDER BY f.id`,
    [bidId, version],
  )
  return found.map(present)
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
    `SELECT v.quality FROM evidence_file f JOIN bid b ON b.id = f.bid_id
     JOIN LATERAL (SELECT * FROM bid_version v WHERE v.bid_id = b.id ORDER BY v.number DESC LIMIT 1) v ON true
     JOIN bid_version_file p ON p.bid_id = b.id AND p.version = v.number AND p.file_id = f.id
     WHERE f.id = $1 AND b.state = ANY ($2)`,
    [fileId, OPENED_STATES],
  )
  return row?.quality ?? null
}
