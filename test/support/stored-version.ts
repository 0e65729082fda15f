import { aboutEnvelope, openEnvelope } from '../../src/modules/bids/envelope.js'
import { type QualityPart, readQualityPart } from '../../src/modules/bids/version-parts.js'
import { SupplierKeys } from '../../src/modules/keys/supplier-keys.js'
import { UnitOfWork } from '../../src/shared/database/unit-of-work.js'
import { SYSTEM } from '../../src/shared/domain/actor.js'
import type { TestApp } from './test-app.js'

/** What a submitted version holds, opened by its supplier's own key. */
export const storedVersion = async (test: TestApp, bidId: string, version = 1): Promise<QualityPart> =>
  readQualityPart(await opened(test, 'quality', bidId, version))

/** The bytes of its price envelope. */
export const storedPrice = (test: TestApp, bidId: string, version = 1): Promise<Buffer> => opened(test, 'price', bidId, version)

async function opened(test: TestApp, envelope: 'quality' | 'price', bidId: string, version: number): Promise<Buffer> {
  const [row] = await test.rows<{ sealed: Buffer; supplierId: string }>(
    `SELECT v.${envelope} AS sealed, b.supplier_id AS "supplierId" FROM bid_version v JOIN bid b ON b.id = v.bid_id WHERE b.id = $1 AND v.number = $2`,
    [bidId, version],
  )
  if (row === undefined) throw new Error('There is no such version.')
  const keys = test.app.get(SupplierKeys, { strict: false })
  const key = await test.app.get(UnitOfWork).read(SYSTEM, view => keys.open(view, row.supplierId))
  const bytes = await openEnvelope(row.sealed, key, 'supplier', aboutEnvelope(envelope, bidId, version))
  if (bytes === null) throw new Error('The version does not open.')
  return bytes
}
