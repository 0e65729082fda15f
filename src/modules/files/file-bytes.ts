import type { Readable as ByteStream } from 'node:stream'

import { Inject, Injectable } from '@nestjs/common'

import type { Log } from '../../shared/log.js'
import { openSealed, type SealedObject } from '../../shared/storage/sealed-object.js'
import { FileNotAsKept, FileNotAtHand, Storage } from '../../shared/storage/storage.js'
import { LOG } from '../../shared/tokens.js'

/** The bytes of files as they were sent; what is wrong with them is noted for the operator. */
@Injectable()
export class FileBytes {
  constructor(
    private readonly storage: Storage,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** As they come. Throws FileNotAtHand and FileNotAsKept, or the stream breaks off with it: it ends only if all of it was what was sent. */
  async open(id: string, find: () => Promise<SealedObject>): Promise<ByteStream> {
    try {
      const bytes = await (await openSealed(this.storage, await find())).open(0)
      bytes.once('error', (error: unknown) => {
        this.note(id, error)
      })
      return bytes
    } catch (error) {
      this.note(id, error)
      throw error
    }
  }

  private note(id: string, error: unknown): void {
    if (error instanceof FileNotAtHand) this.log.error({ file: id }, 'the bytes of a file are missing')
    if (error instanceof FileNotAsKept)
      this.log.error({ file: id }, 'the bytes of a file are not those that were kept, or its key is another: it was changed from outside')
  }
}
