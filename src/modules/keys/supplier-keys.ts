import { Injectable } from '@nestjs/common'

import { firstRow, oneRow } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import { KeyService, type PrivateKey } from './key-service.js'

/** By what its private key is wrapped. */
export const aboutSupplier = (supplierId: string): string => `supplier ${supplierId}`

/** The pair by which a supplier's own submitted versions can be read again before the opening, by its own checks. */
@Injectable()
export class SupplierKeys {
  constructor(private readonly service: KeyService) {}

  /** Made once, with the supplier's first bid. */
  async makeOnce(tx: Tx, supplierId: string): Promise<void> {
    if ((await firstRow(tx, 'SELECT 1 FROM supplier_key WHERE supplier_id = $1', [supplierId])) !== null) return
    const { publicKey, wrapped } = await this.service.makePair(aboutSupplier(supplierId))
    await tx.query('INSERT INTO supplier_key (supplier_id, public_key, private_key) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
      supplierId,
      JSON.stringify(publicKey),
      wrapped,
    ])
  }

  async open(view: Readable, supplierId: string): Promise<PrivateKey> {
    const sql = 'SELECT private_key AS wrapped FROM supplier_key WHERE supplier_id = $1'
    const { wrapped } = await oneRow<{ wrapped: Buffer }>(view, sql, [supplierId])
    return this.service.openPrivate(wrapped, aboutSupplier(supplierId))
  }
}
