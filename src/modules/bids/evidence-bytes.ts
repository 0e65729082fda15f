import type { Readable as ByteStream } from 'node:stream'

import { Injectable } from '@nestjs/common'

import { firstRow } from '../../shared/database/rows.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Acting } from '../../shared/domain/actor.js'
import { Conflict, NotFound } from '../../shared/domain/errors.js'
import type { SealedObject } from '../../shared/storage/sealed-object.js'
import { FileNotAsKept } from '../../shared/storage/storage.js'
import { FileBytes } from '../files/file-bytes.js'
import { SupplierKeys } from '../keys/supplier-keys.js'
import { isSealedFor } from './envelope.js'
import { type FileOfKey, openFileKey } from './evidence-keys.js'
import { openedKeyOf, Sealing } from './sealing.js'

type Row = FileOfKey & Omit<SealedObject, 'fileKey'> & { supplierId: string; sealedKey: Buffer; openedKey: Buffer | null }

/** The key of the bids is split, and their deadline has passed. */
class FileSealedUntilOpening extends Conflict {
  constructor() {
    super(
      'file-sealed',
      'The key of these bids is split, so nobody reads this file between the deadline and the opening, its supplier neither. It is there, and opens with the bids.',
    )
  }
}

/** The one way to the bytes of evidence files: for downloads, viewers, packs and the scanner. */
@Injectable()
export class EvidenceBytes {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly bytes: FileBytes,
    private readonly supplierKeys: SupplierKeys,
    private readonly sealing: Sealing,
  ) {}

  /**
   * The bytes as they were sent, as they come. Ask first whether they may be read; the rows that say how are there for whoever may. Throws
   * FileNotAtHand and FileNotAsKept, or the stream breaks off with it: it ends only if all of it was what was sent.
   */
  open(acting: Acting, id: string): Promise<ByteStream> {
    return this.bytes.open(id, () => this.unitOfWork.read(acting, view => this.find(view, id)))
  }

  private async find(view: Readable, id: string): Promise<SealedObject> {
    const row = await firstRow<Row>(
      view,
      `SELECT f.id, f.bid_id AS "bidId", b.supplier_id AS "supplierId", f.storage_key AS key, f.size, f.sha256, coalesce(c.sealed, f.file_key) AS "sealedKey",
              o.file_key AS "openedKey"
       FROM evidence_file f JOIN bid b ON b.id = f.bid_id LEFT JOIN opened_file o ON o.file_id = f.id
         LEFT JOIN supplier_copy c ON c.bid_id = f.bid_id AND c.about = 'file ' || f.id WHERE f.id = $1`,
      [id],
    )
    if (row === null) throw new NotFound('file')
    const { key, size, sha256 } = row
    return { key, size, sha256, fileKey: await this.keyOf(view, row) }
  }

  /** Once a file is opened, by the application; until then by its supplier's key. */
  private async keyOf(view: Readable, { supplierId, sealedKey, openedKey, ...file }: Row): Promise<Buffer> {
    if (openedKey !== null) return this.sealing.unsealSecret(openedKey, openedKeyOf(supplierId, file.id))
    if (!isSealedFor('supplier', sealedKey)) throw new FileSealedUntilOpening()
    const fileKey = await openFileKey(sealedKey, await this.supplierKeys.open(view, supplierId), 'supplier', file)
    if (fileKey === null) throw new FileNotAsKept()
    return fileKey
  }
}
