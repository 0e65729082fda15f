import type { Tx } from '../../shared/database/unit-of-work.js'
import type { PinnedFile } from './domain/evidence.js'

/** Ties the files to the version. The database refuses one that is gone, of another bid, or of other bytes than were recorded at its upload. */
export async function pinFiles(tx: Tx, bidId: string, version: number, files: readonly PinnedFile[]): Promise<void> {
  if (files.length === 0) return
  await tx.query(
    `INSERT INTO bid_version_file (bid_id, version, file_id, sha256)
     SELECT $1, $2, file_id, decode(sha256, 'hex') FROM unnest($3::uuid[], $4::text[]) AS f (file_id, sha256)`,
    [bidId, version, files.map(({ id }) => id), files.map(({ sha256 }) => sha256)],
  )
}
