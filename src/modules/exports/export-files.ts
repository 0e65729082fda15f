import type { Readable as ByteStream } from 'node:stream'

import { Inject, Injectable } from '@nestjs/common'

import type { Log } from '../../shared/log.js'
import { RotatingSeal, type SealedFor } from '../../shared/rotating-seal.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { openSealed, putSealed } from '../../shared/storage/sealed-object.js'
import { FileNotAsKept, FileNotAtHand, Storage } from '../../shared/storage/storage.js'
import { CONFIG, LOG } from '../../shared/tokens.js'

/** Where the bytes of an export lie, and the key that is kept beside, sealed for its row. */
export interface ExportBytes {
  storageKey: string
  fileKey: Buffer
  size: number
  sha256: Buffer
}

/** The bytes of exports, sealed like the files that may be in them. Whoever takes the master key away orders them anew. */
@Injectable()
export class ExportFiles {
  private readonly seal: RotatingSeal

  constructor(
    private readonly storage: Storage,
    @Inject(CONFIG) { masterKey, previousMasterKey }: RunningConfig,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.seal = new RotatingSeal('exports', masterKey, previousMasterKey)
  }

  async put(id: string, bytes: ByteStream): Promise<ExportBytes> {
    const { key, fileKey, size, sha256 } = await putSealed(this.storage, bytes, Infinity, [])
    return { storageKey: key, fileKey: this.seal.seal(fileKey, keyOf(id)), size, sha256 }
  }

  /** All of it as it was made, as it comes; otherwise throws, or breaks off with, FileNotAtHand and FileNotAsKept. */
  async open(id: string, { storageKey: key, fileKey: sealed, size, sha256 }: ExportBytes): Promise<ByteStream> {
    try {
      const fileKey = this.seal.unseal(sealed, keyOf(id))
      if (fileKey === null) throw new FileNotAsKept()
      const bytes = await (await openSealed(this.storage, { key, size, sha256, fileKey })).open(0)
      bytes.once('error', (error: unknown) => {
        this.note(id, error)
      })
      return bytes
    } catch (error) {
      this.note(id, error)
      throw error
    }
  }

  async remove(storageKey: string): Promise<void> {
    await this.storage.remove(storageKey)
  }

  private note(id: string, error: unknown): void {
    if (error instanceof FileNotAtHand) this.log.error({ export: id }, 'the bytes of an export are missing')
    if (error instanceof FileNotAsKept)
      this.log.error({ export: id }, 'an export does not open: by another MASTER_KEY, or it was changed from outside')
  }
}

const keyOf = (id: string): SealedFor => ({ owner: 'exports', place: `key of export ${id}` })
