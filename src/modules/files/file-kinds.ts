import type { Readable as ByteStream } from 'node:stream'

import { Injectable } from '@nestjs/common'

import type { Tx } from '../../shared/database/unit-of-work.js'
import type { Acting } from '../../shared/domain/actor.js'
import type { Verdict } from '../../shared/scanning/scanner.js'

/** What a scan of a file came to. */
export interface ScannedFile {
  id: string
  sha256: Buffer
  verdict: Verdict
  /** Number of the signatures it was made by; null where it is not known. */
  signatures: number | null
}

/**
 * Files of one feature, in a table of its own with the columns that scans and sweeps go by: id, storage_key, sha256, uploaded_at, removed_at, scan,
 * finding, scanned_at, signatures, scan_again, scan_again_for, scan_attempts, scan_due_at.
 */
export interface KindOfFiles {
  table: string
  /** SQL: whether something keeps row f although it was taken out; null where everything is kept for ever. */
  keepsRemoved: string | null
  /** The event that says that one came in, and the name by which it was handled. */
  added: { on: string; name: string }
  /** The bytes of one as they were sent. */
  open(acting: Acting, id: string): Promise<ByteStream>
  /** Tells whoever is to know, in the transaction that notes the verdict. */
  tell(tx: Tx, scanned: ScannedFile): Promise<void>
}

/** The kinds of files that there are. Features register their own as their module begins. */
@Injectable()
export class FileKinds {
  private readonly kinds: KindOfFiles[] = []

  register(kind: KindOfFiles): void {
    this.kinds.push(kind)
  }

  all(): readonly KindOfFiles[] {
    return this.kinds
  }
}
