import { Inject, Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { type Readable, type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound, Refused } from '../../shared/domain/errors.js'
import { newId } from '../../shared/ids.js'
import { type RepeatKey, runOnce, wasDone } from '../../shared/once.js'
import { Scanner } from '../../shared/scanning/scanner.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { recordAudit } from '../audit/record-audit.js'
import { type RefusalRecord, Refusals } from '../audit/refusals.js'
import { keyWithFile, type Receive, TakeFiles, type TakenFile } from '../files/take-files.js'
import { actorNow } from '../identity/actors.js'
import { publish } from '../outbox/publish.js'
import { bidSubject } from './bid-audit.js'
import { asOf, lockWritable, readReceived, refuseUnlessOpen, refuseUnlessWritable } from './bid-guards.js'
import { getBid, getRequirementOf } from './bid-queries.js'
import { mayUseWorkingCopy } from './domain/bid-policy.js'
import { type Description, type EvidenceMetadata, metadataOf, refuseReversedDates } from './domain/evidence.js'
import { firstScanState } from '../files/domain/scan.js'
import { type RecipientsOfFiles, recipientsOfFiles, sealForAll } from './evidence-keys.js'
import { copyOfFile, saveCopy } from './supplier-copies.js'
import { countFiles } from './evidence-queries.js'
import { descriptionOf, Sealing } from './sealing.js'

/** All that the row of a file says. */
interface NewFile extends TakenFile {
  fileId: string
  /** Sealed for the recipients. */
  fileKey: Buffer
  metadata: EvidenceMetadata
}

@Injectable()
export class UploadEvidenceService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly files: TakeFiles,
    private readonly scanner: Scanner,
    private readonly sealing: Sealing,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /**
   * Adds a file to the working copy; answers its id. Asks first whether one may be added, then takes the bytes with no transaction open, and
   * asks again with the locks held: a file that comes in after the deadline is late however early it began, and whoever was removed meanwhile
   * adds nothing. What is refused leaves no bytes. They are sealed as they come, by public keys alone.
   */
  upload(actor: Actor, bidId: string, repeat: RepeatKey | null, receive: Receive<EvidenceMetadata>): Promise<string> {
    const refusal: RefusalRecord = { action: 'evidence.upload-refused', subject: bidSubject(bidId, actor.organisationId) }
    return this.refusals.recorded(actor, refusal, async () => {
      const recipients = await this.unitOfWork.read(actor, view => this.refuseBeforeReading(view, actor, bidId, repeat, refusal))
      const sealedFor = recipients.isSplit ? [recipients.opening] : [recipients.opening, recipients.supplier]
      return this.files.take(
        actor.personId,
        sealedFor,
        async take => inOrder(metadataOf(await receive(take))),
        (taken, metadata) => this.addOnce(actor, bidId, repeat, recipients, taken, metadata, refusal),
      )
    })
  }

  /** Answers whom the file is to be sealed for. */
  private async refuseBeforeReading(
    view: Readable,
    actor: Actor,
    bidId: string,
    repeat: RepeatKey | null,
    refusal: RefusalRecord,
  ): Promise<RecipientsOfFiles> {
    const bid = await getBid(view, bidId)
    if (!mayUseWorkingCopy(actor, bid)) throw new NotFound('bid')
    const recipients = await recipientsOfFiles(view, bid)
    if (repeat !== null && (await wasDone(view, actor, repeat))) return recipients
    const received = await readReceived(view, bid.requirementId)
    refusal.decidedAt = received.at
    refuseUnlessOpen(await getRequirementOf(view, bid), received)
    refuseUnlessWritable(asOf(bid, received))
    await this.refuseTooMany(view, bidId)
    return recipients
  }

  private async refuseTooMany(view: Readable, bidId: string): Promise<void> {
    const { mostFiles } = this.config.evidence
    if ((await countFiles(view, bidId)) < mostFiles) return
    throw new Refused('too-many-files', `A bid may hold ${mostFiles} files. Take one out before you add another.`, [], { mostFiles })
  }

  private async addOnce(
    actor: Actor,
    bidId: string,
    repeat: RepeatKey | null,
    recipients: RecipientsOfFiles,
    taken: TakenFile,
    metadata: EvidenceMetadata,
    refusal: RefusalRecord,
  ): Promise<{ id: string; isNew: boolean }> {
    const key = keyWithFile(repeat, taken, metadata)
    const fileId = newId()
    const { fileKey, copy } = sealForAll(taken.object.fileKey, recipients, { id: fileId, bidId, sha256: taken.object.sha256 })
    const { id } = await runOnce(this.unitOfWork, actor, key, async tx => {
      await lockWritable(tx, actor, bidId, refusal)
      await refuseLeaver(tx, actor, bidId)
      await this.add(tx, actor, bidId, { fileId, fileKey, ...taken, metadata })
      if (copy !== null) await saveCopy(tx, bidId, copyOfFile(fileId), copy)
      return { id: fileId }
    })
    return { id, isNew: id === fileId }
  }

  /** With the bid locked. */
  private async add(tx: Tx, actor: Actor, bidId: string, { fileId, fileKey, name, object, sniffed, metadata }: NewFile): Promise<void> {
    await this.refuseTooMany(tx, bidId)
    const { key, size, sha256: hash, storedSha256 } = object
    const description: Description = { name, mediaType: sniffed.mediaType, ...metadata }
    const scan = firstScanState(this.scanner.isThere)
    const sealed = this.sealing.seal(description, descriptionOf(actor.organisationId, fileId))
    await tx.query(
      `INSERT INTO evidence_file (id, bid_id, storage_key, size, sha256, stored_sha256, file_key, readable, scan, description, uploaded_by, uploaded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [fileId, bidId, key, size, hash, storedSha256, fileKey, sniffed.readable, scan, sealed, actor.personId, await marketNow(tx)],
    )
    if (scan === 'pending') await publish(tx, { type: 'evidence.added', payload: { fileId } })
    const subject = bidSubject(bidId, actor.organisationId)
    await recordAudit(tx, actor, 'evidence.added', subject, { fileId, size, sha256: hash.toString('hex') })
  }
}

/** A body may take minutes to come in. */
async function refuseLeaver(tx: Tx, actor: Actor, bidId: string): Promise<void> {
  const now = await actorNow(tx, actor)
  if (now === null || !mayUseWorkingCopy(now, await getBid(tx, bidId))) throw new NotFound('bid')
}

function inOrder(metadata: EvidenceMetadata): EvidenceMetadata {
  refuseReversedDates(metadata)
  return metadata
}
