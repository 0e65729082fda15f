import { canonicalBytes } from '../../shared/canonical.js'
import { firstRow, oneRow } from '../../shared/database/rows.js'
import { DatabaseUnfit } from '../../shared/database/schema-check.js'
import type { Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Log } from '../../shared/log.js'
import { isReadable } from '../../shared/rotating-seal.js'
import type { FileStorage } from '../../shared/storage/file-storage.js'
import { type KeptObject, newFileKey, putSealed } from '../../shared/storage/sealed-object.js'
import { FileNotAtHand } from '../../shared/storage/storage.js'
import type { PublicKey } from '../keys/key-service.js'
import { type FileOfKey, saveOpenedKeys, sealFileKey } from './evidence-keys.js'
import { descriptionOf, openedKeyOf, type SealingKeys, sealOfBids } from './sealing.js'

interface OldFile extends FileOfKey {
  supplierId: string
  key: string
  size: number
  description: Buffer
  opening: PublicKey
  supplier: PublicKey
  isOpened: boolean
}

const OLD = `
  SELECT f.id, f.bid_id AS "bidId", b.supplier_id AS "supplierId", f.storage_key AS key, f.size, f.sha256, f.description,
         q.public_key AS opening, s.public_key AS supplier,
         EXISTS (SELECT FROM opened_bid o JOIN bid_version_file p ON p.bid_id = o.bid_id AND p.version = o.version
                 WHERE o.bid_id = f.bid_id AND p.file_id = f.id) AS "isOpened"
  FROM evidence_file f JOIN bid b ON b.id = f.bid_id
  JOIN opening_key q ON q.requirement_id = b.requirement_id AND q.envelope = 'quality' JOIN supplier_key s ON s.supplier_id = b.supplier_id
  WHERE f.file_key IS NULL ORDER BY f.id LIMIT 1 FOR UPDATE OF f`

/**
 * Seals the bytes of files that an earlier release left readable in the storage, one file a transaction; answers how many. A sealed object lies
 * under a name of its own and the readable one is removed once the row names the new, so that this may be broken off and begun again at any
 * time: what is left over has no row, and the sweep removes it.
 */
export async function sealOldFiles(unitOfWork: UnitOfWork, keys: SealingKeys, storage: FileStorage, log: Log): Promise<number> {
  let sealed = 0
  for (;;) {
    const moved = await unitOfWork.run(SYSTEM, tx => sealOne(tx, keys, storage, log))
    if (moved === null) return sealed
    if (moved.to !== moved.from) await storage.remove(moved.from)
    sealed += 1
  }
}

/** Answers where the bytes lay and where they lie now, or null where no file is left. Triggers are for what people do, and here nothing changes but the bytes in which it is kept. */
async function sealOne(tx: Tx, keys: SealingKeys, storage: FileStorage, log: Log): Promise<{ from: string; to: string } | null> {
  await tx.query(
    'SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; ALTER TABLE evidence_file DISABLE TRIGGER USER',
  )
  const file = await firstRow<OldFile>(tx, OLD)
  const sealed = file === null ? null : await sealedBytes(tx, storage, file, log)
  if (file !== null && sealed !== null) await saveSealed(tx, keys, file, sealed)
  await tx.query('ALTER TABLE evidence_file ENABLE TRIGGER USER')
  return file === null || sealed === null ? null : { from: file.key, to: sealed.key }
}

/** In any other folder every file would be lost. */
async function refuseForeign(tx: Tx, storage: FileStorage): Promise<void> {
  const { owner } = await oneRow<{ owner: string }>(tx, 'SELECT owner FROM storage')
  if (await storage.isOf(owner)) return
  throw new DatabaseUnfit(
    'There are evidence files that are not sealed yet, and the folder of STORAGE_URL is not the one they lie in. Set it for "npm run cli -- migrate" too.',
  )
}

type Sealed = Pick<KeptObject, 'key' | 'fileKey' | 'storedSha256'>

/** Of one whose bytes are lost nothing is readable: its row stays as it was, with a key for nothing. One that was changed is sealed as it is, and is found to be another when it is read. */
async function sealedBytes(tx: Tx, storage: FileStorage, { id, key, size, sha256, opening, supplier }: OldFile, log: Log): Promise<Sealed> {
  await refuseForeign(tx, storage)
  try {
    const kept = await putSealed(storage, await storage.open(key), Infinity, [opening, supplier])
    if (kept.size !== size || !kept.sha256.equals(sha256))
      log.error({ file: id }, 'the bytes of a file were changed before they were sealed')
    return kept
  } catch (error) {
    if (!(error instanceof FileNotAtHand)) throw error
    log.error({ file: id }, 'the bytes of a file are missing, and were not sealed')
    return { key, fileKey: newFileKey(), storedSha256: sha256 }
  }
}

/** With its description, which a still earlier release left readable too: the database takes no row in which anything is. */
async function saveSealed(tx: Tx, keys: SealingKeys, file: OldFile, { key, fileKey, storedSha256 }: Sealed): Promise<void> {
  const { id, supplierId, description, opening, supplier } = file
  const seal = sealOfBids(keys)
  await tx.query('UPDATE evidence_file SET storage_key = $2, file_key = $3, stored_sha256 = $4, description = $5 WHERE id = $1', [
    id,
    key,
    sealFileKey(fileKey, { opening, supplier }, file),
    storedSha256,
    isReadable(description) ? seal.seal(description, descriptionOf(supplierId, id)) : description,
  ])
  if (!file.isOpened) return
  const openedKey = seal.seal(canonicalBytes(fileKey.toString('hex')), openedKeyOf(supplierId, id))
  await saveOpenedKeys(tx, [file], [openedKey])
}
