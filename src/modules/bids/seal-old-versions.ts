import { shownHash, sha256 } from '../../shared/canonical.js'
import { rows } from '../../shared/database/rows.js'
import { type Readable, type Tx, type UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { KeyService, PublicKey } from '../keys/key-service.js'
import { OpeningKeys } from '../keys/opening-keys.js'
import { SupplierKeys } from '../keys/supplier-keys.js'
import { aboutEnvelope, sealEnvelope } from './envelope.js'
import { secretOf, type SealingKeys, sealOfBids } from './sealing.js'
import { qualityPart } from './version-parts.js'

/** Versions of one transaction: writers wait for that long. */
const AT_ONCE = 50

const WITHOUT_OPENING_KEY = `
  SELECT r.id FROM requirement r WHERE r.published_at IS NOT NULL
    AND NOT EXISTS (SELECT FROM opening_key k WHERE k.requirement_id = r.id AND k.envelope = 'price')`

const WITHOUT_SUPPLIER_KEY = `
  SELECT DISTINCT b.supplier_id AS id FROM bid b WHERE NOT EXISTS (SELECT FROM supplier_key k WHERE k.supplier_id = b.supplier_id)`

/** Whether a requirement or a supplier of an earlier release has no keys yet: looked at row by row until it was noted once that none is left. */
export async function areKeysLeft(view: Readable): Promise<'none' | 'some' | 'noted as none'> {
  if ((await rows(view, 'SELECT FROM storage WHERE keys_made_at IS NOT NULL')).length > 0) return 'noted as none'
  const left = await rows(view, `(${WITHOUT_OPENING_KEY} LIMIT 1) UNION ALL (${WITHOUT_SUPPLIER_KEY} LIMIT 1)`)
  return left.length > 0 ? 'some' : 'none'
}

/** From here on publishing and the first bid make keys, so that nobody has to look again. */
export const noteKeysMade = (unitOfWork: UnitOfWork): Promise<void> =>
  unitOfWork.run(SYSTEM, async tx => {
    await tx.query('UPDATE storage SET keys_made_at = market_now() WHERE keys_made_at IS NULL')
  })

/** Makes the keys that publishing and beginning a bid make now. */
export async function makeKeysLeft(unitOfWork: UnitOfWork, service: KeyService): Promise<void> {
  const ids = (sql: string) => unitOfWork.read(SYSTEM, view => rows<{ id: string }>(view, sql))
  for (const { id } of await ids(WITHOUT_OPENING_KEY)) await unitOfWork.run(SYSTEM, tx => new OpeningKeys(service).make(tx, id))
  for (const { id } of await ids(WITHOUT_SUPPLIER_KEY)) await unitOfWork.run(SYSTEM, tx => new SupplierKeys(service).makeOnce(tx, id))
}

interface OldVersion {
  id: string
  bidId: string
  supplierId: string
  number: number
  quality: Buffer
  price: Buffer
  contentHash: Buffer
  salt: Buffer
  reportId: string
  report: Buffer
  qualityKey: PublicKey
  priceKey: PublicKey
  supplierKey: PublicKey
}

const OLD = `
  SELECT v.id, v.bid_id AS "bidId", b.supplier_id AS "supplierId", v.number, v.quality, v.price, v.content_hash AS "contentHash", v.salt, c.id AS "reportId", c.report,
         q.public_key AS "qualityKey", p.public_key AS "priceKey", s.public_key AS "supplierKey"
  FROM bid_version v JOIN bid b ON b.id = v.bid_id JOIN check_report c ON c.id = v.report_id
  JOIN opening_key q ON q.requirement_id = b.requirement_id AND q.envelope = 'quality'
  JOIN opening_key p ON p.requirement_id = b.requirement_id AND p.envelope = 'price'
  JOIN supplier_key s ON s.supplier_id = b.supplier_id
  WHERE substr(v.quality, 1, 1) <> '\\x02' LIMIT ${AT_ONCE} FOR UPDATE OF v`

/** Seals versions that an earlier release left readable, with their reports; answers how many. */
export async function sealOldVersions(unitOfWork: UnitOfWork, keys: SealingKeys): Promise<number> {
  let sealed = 0
  for (;;) {
    const batch = await unitOfWork.run(SYSTEM, tx => sealSome(tx, keys))
    if (batch === 0) return sealed
    sealed += batch
  }
}

/** Triggers are for what people do, and here nothing changes but the bytes in which it is kept. */
async function sealSome(tx: Tx, keys: SealingKeys): Promise<number> {
  await tx.query(
    'SET LOCAL statement_timeout = 0; ALTER TABLE bid_version DISABLE TRIGGER USER; ALTER TABLE check_report DISABLE TRIGGER USER',
  )
  const found = await rows<OldVersion>(tx, OLD)
  for (const version of found) await sealOne(tx, keys, version)
  await tx.query('ALTER TABLE bid_version ENABLE TRIGGER USER; ALTER TABLE check_report ENABLE TRIGGER USER')
  return found.length
}

async function sealOne(tx: Tx, keys: SealingKeys, version: OldVersion): Promise<void> {
  const { id, bidId, supplierId, number, qualityKey, priceKey, supplierKey: supplier } = version
  const seal = sealOfBids(keys)
  const bid = { id: bidId, supplierId }
  const secrets = { price: shownHash(sha256(version.price)), salt: JSON.parse(version.salt.toString('utf8')) as string }
  await tx.query('UPDATE bid_version SET quality = $2, price = $3, content_hash = $4, salt = $5 WHERE id = $1', [
    id,
    sealEnvelope(
      qualityPart(version.quality, version.report, secrets),
      { opening: qualityKey, supplier },
      aboutEnvelope('quality', bidId, number),
    ),
    sealEnvelope(version.price, { opening: priceKey, supplier }, aboutEnvelope('price', bidId, number)),
    seal.seal(version.contentHash, secretOf('content_hash', bid, number)),
    seal.seal(version.salt, secretOf('salt', bid, number)),
  ])
  await tx.query('UPDATE check_report SET report = NULL WHERE id = $1', [version.reportId])
}
