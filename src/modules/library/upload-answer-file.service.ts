import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { type Readable, type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound, Refused } from '../../shared/domain/errors.js'
import { newId } from '../../shared/ids.js'
import { type RepeatKey, runOnce, wasDone } from '../../shared/once.js'
import { Scanner } from '../../shared/scanning/scanner.js'
import { Sealing } from '../../shared/sealing.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { firstScanState } from '../files/domain/scan.js'
import { keyWithFile, type Receive, TakeFiles, type TakenFile } from '../files/take-files.js'
import { actorNow } from '../identity/actors.js'
import { publish } from '../outbox/publish.js'
import { mayUseLibrary } from './domain/library-policy.js'
import { type LibraryAnswer, NO_ANSWER, withFiles } from './domain/library-answer.js'
import { countFilesOf } from './library-file-queries.js'
import { type AnswerKey, findAnswer, getProduct, libraryOf, lockLibrary } from './library-queries.js'
import { placedQuestion, refuseOthers } from './library.service.js'
import { openProduct, ProductRetired } from './open-product.js'
import { FILE_LIMITS, takesFiles } from './question-evidence.js'
import { currentSet } from './question-sets.js'
import { fileKeyOf } from './sealed-library.js'
import { writeVersion } from './write-version.js'

class TakesNoFiles extends Refused {
  constructor() {
    super('answer-takes-no-files', 'The answer to this question takes no files. Say it in words, or add the file to another answer.')
  }
}

class FileThere extends Conflict {
  constructor() {
    super(
      'file-exists',
      'The answer has a file of this name, or with this very content. Remove that one first, or give this one another name.',
    )
  }
}

/** Adds evidence to answers of a library. */
@Injectable()
export class UploadAnswerFileService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly files: TakeFiles,
    private readonly scanner: Scanner,
    private readonly sealing: Sealing,
  ) {}

  /**
   * Adds a file to an answer, which makes a version that names it; answers its id. Asks first whether one may be added, then takes the bytes with no
   * transaction open, and asks again with the library locked. What is refused leaves no bytes.
   */
  upload(actor: Actor, key: AnswerKey, repeat: RepeatKey | null, receive: Receive<unknown>): Promise<string> {
    refuseOthers(actor)
    placedQuestion(currentSet(), key)
    return this.refusals.recorded(actor, { action: 'library.upload-refused', subject: libraryOf(actor) }, async () => {
      await this.unitOfWork.read(actor, view => this.refuseBeforeReading(view, actor, key, repeat))
      return this.files.take(actor.personId, [], receive, taken => this.addOnce(actor, key, repeat, taken))
    })
  }

  private async refuseBeforeReading(view: Readable, actor: Actor, key: AnswerKey, repeat: RepeatKey | null): Promise<void> {
    if (!takesFiles(key.question)) throw new TakesNoFiles()
    const product = key.productId === null ? null : await getProduct(view, this.sealing, actor, key.productId)
    if (repeat !== null && (await wasDone(view, actor, repeat))) return
    if (product !== null && product.retiredAt !== null) throw new ProductRetired()
    await refuseTooMany(view, actor, (await findAnswer(view, this.sealing, actor, key))?.answer ?? NO_ANSWER)
  }

  private async addOnce(actor: Actor, key: AnswerKey, repeat: RepeatKey | null, taken: TakenFile): Promise<{ id: string; isNew: boolean }> {
    const fileId = newId()
    const { id } = await runOnce(this.unitOfWork, actor, keyWithFile(repeat, taken), async tx => {
      await lockLibrary(tx, actor.organisationId)
      await refuseLeaver(tx, actor)
      await this.add(tx, actor, key, fileId, taken)
      return { id: fileId }
    })
    return { id, isNew: id === fileId }
  }

  /** With the library locked. */
  private async add(tx: Tx, actor: Actor, key: AnswerKey, fileId: string, taken: TakenFile): Promise<void> {
    const product = await openProduct(tx, this.sealing, actor, key)
    const answer = (await findAnswer(tx, this.sealing, actor, key))?.answer ?? NO_ANSWER
    await refuseTooMany(tx, actor, answer)
    const { name, object } = taken
    const sha256 = object.sha256.toString('hex')
    const files = answer.files ?? []
    if (files.some(each => each.name.toLowerCase() === name.toLowerCase() || each.sha256 === sha256)) throw new FileThere()
    const scan = firstScanState(this.scanner.isThere)
    const changed = { ...key, product, answer: withFiles(answer, [...files, { id: fileId, name, sha256 }]) }
    await recordAudit(tx, actor, 'library.file-added', libraryOf(actor), { ...key, fileId, size: object.size, sha256 })
    await writeVersion(tx, this.sealing, actor, changed, answerId => this.addRow(tx, actor, { answerId, fileId, scan, taken }))
    if (scan === 'pending') await publish(tx, { type: 'library.file-added', payload: { fileId } })
  }

  private async addRow(tx: Tx, actor: Actor, { answerId, fileId, scan, taken: { object, sniffed } }: NewRow): Promise<void> {
    const { organisationId, personId } = actor
    await tx.query(
      `INSERT INTO library_file (id, supplier_id, answer_id, storage_key, size, sha256, stored_sha256, file_key, readable, scan, uploaded_by, uploaded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        ...[fileId, organisationId, answerId, object.key, object.size, object.sha256, object.storedSha256],
        this.sealing.sealSecret(object.fileKey, fileKeyOf(organisationId, fileId)),
        ...[sniffed.readable, scan, personId, await marketNow(tx)],
      ],
    )
  }
}

interface NewRow {
  answerId: string
  fileId: string
  scan: string
  taken: TakenFile
}

async function refuseTooMany(view: Readable, actor: Actor, { files = [] }: LibraryAnswer): Promise<void> {
  const { perAnswer, perLibrary } = FILE_LIMITS
  if (files.length >= perAnswer)
    throw new Refused('too-many-files', `An answer may hold ${perAnswer} files. Remove one before you add another.`, [], {
      mostFiles: perAnswer,
    })
  if ((await countFilesOf(view, actor.organisationId)) >= perLibrary)
    throw new Refused('too-many-files', `A library may hold ${perLibrary} files. Remove one from an answer before you add another.`, [], {
      mostFiles: perLibrary,
    })
}

/** A body may take minutes to come in. */
async function refuseLeaver(tx: Tx, actor: Actor): Promise<void> {
  const now = await actorNow(tx, actor)
  if (now === null || !mayUseLibrary(now)) throw new NotFound('library')
}
