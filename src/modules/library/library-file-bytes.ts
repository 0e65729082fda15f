import type { Readable as ByteStream } from 'node:stream'

import { Injectable, type OnModuleInit } from '@nestjs/common'

import { firstRow, oneRow } from '../../shared/database/rows.js'
import { type Readable, type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { type Acting, SYSTEM } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { Sealing } from '../../shared/sealing.js'
import type { SealedObject } from '../../shared/storage/sealed-object.js'
import { recordAudit } from '../audit/record-audit.js'
import { FileBytes } from '../files/file-bytes.js'
import { FileKinds, type KindOfFiles, type ScannedFile } from '../files/file-kinds.js'
import { publish } from '../outbox/publish.js'
import { libraryOf } from './library-queries.js'
import { fileKeyOf } from './sealed-library.js'

/** The one way to the bytes of the files of a library, for its supplier, for officers who were given them, and for the scanner. */
@Injectable()
export class LibraryFileBytes implements KindOfFiles, OnModuleInit {
  readonly table = 'library_file'
  readonly keepsRemoved = null
  readonly added = { on: 'library.file-added', name: 'hand-over-scan-of-library' }

  constructor(
    private readonly kinds: FileKinds,
    private readonly unitOfWork: UnitOfWork,
    private readonly bytes: FileBytes,
    private readonly sealing: Sealing,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this)
  }

  /** As they were sent, as they come. Ask first whether they may be read. */
  open(acting: Acting, id: string): Promise<ByteStream> {
    return this.bytes.open(id, () => this.unitOfWork.read(acting, view => this.find(view, id)))
  }

  /** In the supplier's own chain, as all that befalls its library. */
  async tell(tx: Tx, { id: fileId, sha256, verdict, signatures }: ScannedFile): Promise<void> {
    const { answerId, supplierId } = await oneRow<{ answerId: string; supplierId: string }>(
      tx,
      'SELECT answer_id AS "answerId", supplier_id AS "supplierId" FROM library_file WHERE id = $1',
      [fileId],
    )
    const { scan: outcome, ...found } = verdict
    if (outcome !== 'clean') await publish(tx, { type: `library.file-${outcome}`, payload: { answerId, fileId } })
    const details = { fileId, sha256: sha256.toString('hex'), outcome, ...found, ...(signatures === null ? {} : { signatures }) }
    await recordAudit(tx, SYSTEM, 'library.file-scanned', libraryOf({ organisationId: supplierId }), details)
  }

  private async find(view: Readable, id: string): Promise<SealedObject> {
    const row = await firstRow<Omit<SealedObject, 'fileKey'> & { supplierId: string; sealedKey: Buffer }>(
      view,
      `SELECT supplier_id AS "supplierId", storage_key AS key, size, sha256, file_key AS "sealedKey" FROM library_file WHERE id = $1`,
      [id],
    )
    if (row === null) throw new NotFound('file')
    const { supplierId, sealedKey, ...object } = row
    return { ...object, fileKey: this.sealing.unsealSecret(sealedKey, fileKeyOf(supplierId, id)) }
  }
}
