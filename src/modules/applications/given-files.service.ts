import type { Readable as ByteStream } from 'node:stream'

import { Injectable } from '@nestjs/common'

import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { Sealing } from '../../shared/sealing.js'
import { whileAllowed } from '../../shared/storage/while-allowed.js'
import { refuseUnlessGivenOut } from '../files/domain/scan.js'
import { actorNow } from '../identity/actors.js'
import { LibraryFileBytes } from '../library/library-file-bytes.js'
import { type AnswerFile, filesNamed } from '../library/library-file-queries.js'
import { getForOfficer } from './decide-guards.js'
import { getGivenFile } from './pinned-answers.js'

export interface GivenFile {
  name: string
  size: number
  bytes: ByteStream
}

/** The evidence that came with applications, for officers and auditors who read them. */
@Injectable()
export class GivenFilesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly bytes: LibraryFileBytes,
    private readonly sealing: Sealing,
  ) {}

  /** The bytes of a file that a version which was given with this application names, for as long as the reader may read it. Any other is missing. */
  async content(actor: Actor, id: string, fileId: string): Promise<GivenFile> {
    const { name, size } = await this.unitOfWork.read(actor, view => this.readable(view, actor, id, fileId))
    const bytes = await this.bytes.open(actor, fileId)
    return { name, size, bytes: whileAllowed(bytes, () => this.refuseUnlessStill(actor, id, fileId)) }
  }

  private async readable(view: Readable, actor: Actor, id: string, fileId: string): Promise<AnswerFile> {
    const application = await getForOfficer(view, actor, id)
    const [file] = await filesNamed(view, [await getGivenFile(view, this.sealing, application.id, fileId)])
    if (file === undefined) throw new NotFound('file')
    refuseUnlessGivenOut(file.scan)
    return file
  }

  /** As the actor is now: a slow download outlasts roles. */
  private async refuseUnlessStill(actor: Actor, id: string, fileId: string): Promise<void> {
    await this.unitOfWork.read(actor, async view => {
      const now = await actorNow(view, actor)
      if (now === null) throw new NotFound('file')
      await this.readable(view, now, id, fileId)
    })
  }
}
