import { Injectable, type OnModuleInit } from '@nestjs/common'
import type { Readable as ByteStream } from 'node:stream'

import { oneRow } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import { type Acting, SYSTEM } from '../../shared/domain/actor.js'
import { recordAudit } from '../audit/record-audit.js'
import { FileKinds, type KindOfFiles, type ScannedFile } from '../files/file-kinds.js'
import { publish } from '../outbox/publish.js'
import { bidSubject } from './bid-audit.js'
import { EvidenceBytes } from './evidence-bytes.js'

/** The evidence of bids as files that are scanned and swept. */
@Injectable()
export class EvidenceKind implements KindOfFiles, OnModuleInit {
  readonly table = 'evidence_file'
  readonly keepsRemoved = 'EXISTS (SELECT FROM bid_version_file p WHERE p.file_id = f.id)'
  readonly added = { on: 'evidence.added', name: 'hand-over-scan' }

  constructor(
    private readonly kinds: FileKinds,
    private readonly bytes: EvidenceBytes,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this)
  }

  open(acting: Acting, id: string): Promise<ByteStream> {
    return this.bytes.open(acting, id)
  }

  /** In the supplier's own chain, as all that happens to its bid. */
  async tell(tx: Tx, { id: fileId, sha256, verdict, signatures }: ScannedFile): Promise<void> {
    const { bidId, supplierId, requirementId } = await oneRow<{ bidId: string; supplierId: string; requirementId: string }>(
      tx,
      `SELECT b.id AS "bidId", b.supplier_id AS "supplierId", b.requirement_id AS "requirementId"
       FROM evidence_file f JOIN bid b ON b.id = f.bid_id WHERE f.id = $1`,
      [fileId],
    )
    const { scan: outcome, ...found } = verdict
    if (outcome !== 'clean') await publish(tx, { type: `evidence.${outcome}`, payload: { bidId, fileId, requirementId } })
    const details = { fileId, sha256: sha256.toString('hex'), outcome, ...found, ...(signatures === null ? {} : { signatures }) }
    await recordAudit(tx, SYSTEM, 'evidence.scanned', bidSubject(bidId, supplierId), details)
  }
}
