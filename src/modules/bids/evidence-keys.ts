import { oneRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { PrivateKey } from '../keys/key-service.js'
import { openEnvelope, type Recipient, type Recipients, sealEnvelope } from './envelope.js'
import { BidNotVerified } from './open-version.js'
import { openedKeyOf, type Sealing } from './sealing.js'

/** What the key of a file belongs to: it opens for no other file, and for no other bytes. */
export interface FileOfKey {
  id: string
  bidId: string
  sha256: Buffer
}

const aboutKey = ({ id, bidId, sha256 }: FileOfKey): string => `key of file ${id} of bid ${bidId} with SHA-256 ${sha256.toString('hex')}`

/** Seals the key of a file for its supplier and for whoever opens the bids. Needs public keys alone. */
export const sealFileKey = (fileKey: Buffer, recipients: Partial<Recipients>, file: FileOfKey): Buffer =>
  sealEnvelope(fileKey, recipients, aboutKey(file))

/** The same for whoever files of the bid are for: where the opening key is split, the supplier's reading is by a copy of its own. */
export function sealForAll(
  fileKey: Buffer,
  { opening, supplier, isSplit }: RecipientsOfFiles,
  file: FileOfKey,
): { fileKey: Buffer; copy: Buffer | null } {
  if (!isSplit) return { fileKey: sealFileKey(fileKey, { opening, supplier }, file), copy: null }
  return { fileKey: sealFileKey(fileKey, { opening }, file), copy: sealFileKey(fileKey, { supplier }, file) }
}

/** The key of a file, or null as openEnvelope. */
export const openFileKey = (sealed: Buffer, key: PrivateKey, recipient: Recipient, file: FileOfKey): Promise<Buffer | null> =>
  openEnvelope(sealed, key, recipient, aboutKey(file))

/** Where the opening key is split, file and key are for the opening alone, and the supplier reads by a copy of the key that goes at the deadline. */
export interface RecipientsOfFiles extends Recipients {
  isSplit: boolean
}

/** Whom files of a bid are sealed for. */
export const recipientsOfFiles = (
  view: Readable,
  { requirementId, supplierId }: { requirementId: string; supplierId: string },
): Promise<RecipientsOfFiles> =>
  oneRow<RecipientsOfFiles>(
    view,
    `SELECT q.public_key AS opening, s.public_key AS supplier, q.private_key IS NULL AS "isSplit" FROM opening_key q CROSS JOIN supplier_key s
     WHERE q.requirement_id = $1 AND q.envelope = 'quality' AND s.supplier_id = $2`,
    [requirementId, supplierId],
  )

/** Keys of one statement: each takes about a millisecond of the processor. */
const AT_ONCE = 500

type SealedKey = FileOfKey & { supplierId: string; sealed: Buffer }

/**
 * Takes the keys of all files of opened bids over into rows that open without the opening key, which is given out only once. The bytes stay as
 * they are. Throws BidNotVerified for a key that does not open.
 */
export async function openFileKeys(tx: Tx, sealing: Sealing, requirementId: string, key: PrivateKey): Promise<void> {
  let found: SealedKey[] = []
  do {
    found = await listSealedKeys(tx, requirementId, found.at(-1)?.id ?? null)
    const opened = []
    for (const file of found) opened.push(sealing.sealSecret(await openedBy(key, file), openedKeyOf(file.supplierId, file.id)))
    if (found.length > 0) await saveOpenedKeys(tx, found, opened)
  } while (found.length === AT_ONCE)
}

async function openedBy(key: PrivateKey, file: SealedKey): Promise<Buffer> {
  const fileKey = await openFileKey(file.sealed, key, 'opening', file)
  if (fileKey === null) throw new BidNotVerified(file.bidId, 'the key of a file does not open')
  return fileKey
}

const listSealedKeys = (tx: Tx, requirementId: string, after: string | null): Promise<SealedKey[]> =>
  rows<SealedKey>(
    tx,
    `SELECT f.id, f.bid_id AS "bidId", b.supplier_id AS "supplierId", p.sha256, f.file_key AS sealed
     FROM opened_bid o JOIN bid b ON b.id = o.bid_id JOIN bid_version_file p ON p.bid_id = o.bid_id AND p.version = o.version
     JOIN evidence_file f ON f.id = p.file_id
     WHERE o.requirement_id = $1 AND ($2::uuid IS NULL OR f.id > $2) ORDER BY f.id LIMIT ${AT_ONCE}`,
    [requirementId, after],
  )

export const saveOpenedKeys = (tx: Tx, files: readonly Pick<FileOfKey, 'id' | 'bidId'>[], keys: readonly Buffer[]): Promise<unknown> =>
  tx.query('INSERT INTO opened_file (file_id, bid_id, file_key) SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bytea[])', [
    files.map(({ id }) => id),
    files.map(({ bidId }) => bidId),
    keys,
  ])
