import type { Readable as ByteStream } from 'node:stream'

import { Inject, Injectable } from '@nestjs/common'

import { canonicalBytes, sha256 } from '../../shared/canonical.js'
import { DomainError } from '../../shared/domain/errors.js'
import type { RepeatKey } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import type { AgeRecipient } from '../../shared/storage/age-header.js'
import { type KeptObject, openSealed, putSealed } from '../../shared/storage/sealed-object.js'
import { Storage } from '../../shared/storage/storage.js'
import { CONFIG } from '../../shared/tokens.js'
import { fileNameOf } from './domain/file-name.js'
import { claimedType, sniff, type Sniffed } from './sniff.js'
import { UploadsUnderWay } from './uploads-under-way.js'

/** Takes the bytes of the one file as they come. */
export type Take = (sentName: string, bytes: ByteStream) => Promise<void>

/** Reads all that was sent, handing the file to `take`; answers what is said of it. */
export type Receive<Said> = (take: Take) => Promise<Said>

/** A file whose bytes are kept, and which no row names yet. */
export interface KeptFile {
  name: string
  object: KeptObject
}

/** The same, looked into. */
export interface TakenFile extends KeptFile {
  sniffed: Sniffed
}

/** What adds the row: answers the id of the file, and whether it is the row of these bytes, and not of those that were sent before under the same key. */
export type AddFile<Said> = (taken: TakenFile, said: Said) => Promise<{ id: string; isNew: boolean }>

/** How every file comes in: sealed as it is sent, with no transaction open, then looked into, then given its row. What is refused leaves no bytes. */
@Injectable()
export class TakeFiles {
  private readonly underWay = new UploadsUnderWay()

  constructor(
    private readonly storage: Storage,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** Answers the id of the file. */
  take<Said>(personId: string, recipients: readonly AgeRecipient[], receive: Receive<Said>, add: AddFile<Said>): Promise<string> {
    return this.underWay.count(personId, () => this.takeOne(recipients, receive, add))
  }

  private async takeOne<Said>(recipients: readonly AgeRecipient[], receive: Receive<Said>, add: AddFile<Said>): Promise<string> {
    const kept: KeptFile[] = []
    try {
      const said = await receive(async (sentName, bytes) => {
        const name = fileNameOf(sentName)
        claimedType(name)
        kept.push({ name, object: await putSealed(this.storage, bytes, this.config.evidence.mostBytes, recipients) })
      })
      const file = theOne(kept)
      const sniffed = await sniff(await openSealed(this.storage, file.object), file.name)
      const { id, isNew } = await add({ ...file, sniffed }, said)
      if (!isNew) await this.forget(kept)
      return id
    } catch (error) {
      // After anything but a refusal the row may be there all the same: then the sweep tells.
      if (error instanceof DomainError) await this.forget(kept)
      throw error
    }
  }

  private async forget(kept: readonly KeptFile[]): Promise<void> {
    for (const { object } of kept) await this.storage.remove(object.key)
  }
}

function theOne([kept]: readonly KeptFile[]): KeptFile {
  if (kept === undefined) throw new Error('Whoever reads an upload hands over its file or throws.')
  return kept
}

/** The key with what came: the body is a stream, so what it asks for is known only at its end. */
export const keyWithFile = (repeat: RepeatKey | null, { name, object }: KeptFile, said: object = {}): RepeatKey | null =>
  repeat === null
    ? null
    : { ...repeat, fingerprint: sha256(canonicalBytes([repeat.fingerprint.toString('hex'), name, object.sha256.toString('hex'), said])) }
