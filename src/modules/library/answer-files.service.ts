import type { Readable as ByteStream } from 'node:stream'

import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { Sealing } from '../../shared/sealing.js'
import { whileAllowed } from '../../shared/storage/while-allowed.js'
import { recordAudit } from '../audit/record-audit.js'
import { refuseUnlessGivenOut } from '../files/domain/scan.js'
import { actorNow } from '../identity/actors.js'
import { mayUseLibrary } from './domain/library-policy.js'
import { withFiles } from './domain/library-answer.js'
import { type AnswerFile, filesNamed, getOwnFile } from './library-file-queries.js'
import { LibraryFileBytes } from './library-file-bytes.js'
import { type AnswerKey, findAnswer, libraryOf, lockLibrary } from './library-queries.js'
import { type AnsweredQuestion, LibraryService, refuseOthers } from './library.service.js'
import { openProduct } from './open-product.js'
import { writeVersion } from './write-version.js'

export interface FileContent {
  name: string
  size: number
  bytes: ByteStream
}

/** An answer with the files it names. */
export interface AnswerWithFiles extends AnsweredQuestion {
  files: AnswerFile[]
}

/** The evidence files of a library, for those of the supplier who write in it. */
@Injectable()
export class AnswerFilesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly library: LibraryService,
    private readonly bytes: LibraryFileBytes,
    private readonly sealing: Sealing,
  ) {}

  /** The files that the answer names now, as they were added. */
  async list(actor: Actor, key: AnswerKey): Promise<AnswerWithFiles> {
    const answered = await this.library.getAnswer(actor, key)
    const files = await this.unitOfWork.read(actor, view => filesNamed(view, answered.current?.answer.files))
    return { ...answered, files }
  }

  /** A file that some version of an answer names. */
  get(actor: Actor, id: string): Promise<AnswerFile> {
    refuseOthers(actor)
    return this.unitOfWork.read(actor, view => getOwnFile(view, this.sealing, actor.organisationId, id))
  }

  /** The bytes, for whoever writes in the library, and for as long as they do. One that waits for the scanner, or in which it found something, is for nobody. */
  async content(actor: Actor, id: string): Promise<FileContent> {
    const { name, size, scan } = await this.get(actor, id)
    refuseUnlessGivenOut(scan)
    return { name, size, bytes: whileAllowed(await this.bytes.open(actor, id), () => this.refuseUnlessStill(actor, id)) }
  }

  /** Takes a file out of the answer as it was seen, which makes a version without it. Versions that name it keep it, bytes and all. `revision` null: whatever else changed. */
  async remove(actor: Actor, key: AnswerKey, id: string, revision: number | null, repeat: RepeatKey | null = null): Promise<void> {
    refuseOthers(actor)
    await runOnce(this.unitOfWork, actor, repeat, async tx => {
      await lockLibrary(tx, actor.organisationId)
      const product = await openProduct(tx, this.sealing, actor, key)
      const current = await findAnswer(tx, this.sealing, actor, key)
      const file = current?.answer.files?.find(each => each.id === id)
      if (current === null || file === undefined) throw new NotFound('file')
      if (revision !== null) refuseStale(current.version, revision)
      const left = current.answer.files?.filter(each => each !== file)
      await tx.query('UPDATE library_file SET removed_at = market_now() WHERE id = $1', [id])
      await recordAudit(tx, actor, 'library.file-removed', libraryOf(actor), { ...key, fileId: id, sha256: file.sha256 })
      await writeVersion(tx, this.sealing, actor, { ...key, product, answer: withFiles(current.answer, left) })
      return { id }
    })
  }

  /** As the actor is now: a slow download outlasts roles. */
  private async refuseUnlessStill(actor: Actor, id: string): Promise<void> {
    await this.unitOfWork.read(actor, async view => {
      const now = await actorNow(view, actor)
      if (now === null || !mayUseLibrary(now)) throw new NotFound('file')
      refuseUnlessGivenOut((await getOwnFile(view, this.sealing, actor.organisationId, id)).scan)
    })
  }
}
