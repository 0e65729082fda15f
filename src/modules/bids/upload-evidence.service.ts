import type { Readable as ByteStream } from 'node:stream'

import { Inject, Injectable } from '@nestjs/common'

import { canonicalBytes, sha256 } from '../../shared/canonical.js'
import { marketNow } from '../../shared/database/market-now.js'
import { type Readable, type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { DomainError, NotFound, Refused } from '../../shared/domain/errors.js'
import { newId } from '../../shared/ids.js'
import { type RepeatKey, runOnce, wasDone } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { Storage, type StoredObject } from '../../shared/storage/storage.js'
import { CONFIG } from '../../shared/tokens.js'
import { recordAudit } from '../audit/record-audit.js'
import { type RefusalRecord, Refusals } from '../audit/refusals.js'
import { actorNow } from '../identity/actors.js'
import { bidSubject } from './bid-audit.js'
import { asOf, lockWritable, readReceived, refuseUnlessOpenFor, refuseUnlessWritable } from './bid-guards.js'
import { getBid, getRequirementOf } from './bid-queries.js'
import { mayUseWorkingCopy } from './domain/bid-policy.js'
import { type Description, type EvidenceMetadata, metadataOf, refuseReversedDates } from './domain/evidence.js'
import { fileNameOf } from './domain/file-name.js'
import { countFiles } from './evidence-queries.js'
import { seal } from './sealing.js'
import { claimedType, sniff, type Sniffed } from './sniff.js'
import { UploadsUnderWay } from './uploads-under-way.js'

/** Takes the bytes of the one file as they come. */
export type Take = (sentName: string, bytes: ByteStream) => Promise<void>

/** Reads all that was sent, handing the file to `take`; answers what is said of it. */
export type Receive = (take: Take) => Promise<EvidenceMetadata>

interface Taken {
  name: string
  object: StoredObject
}

@Injectable()
export class UploadEvidenceService {
  private readonly underWay = new UploadsUnderWay()

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly storage: Storage,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /**
   * Adds a file to the working copy; answers its id. Asks first whether one may be added, then takes the bytes with no transaction open, and
   * asks again with the locks held: a file that comes in after the deadline is late however early it began, and whoever was removed meanwhile
   * adds nothing. What is refused leaves no bytes.
   */
  upload(actor: Actor, bidId: string, repeat: RepeatKey | null, receive: Receive): Promise<string> {
    const refusal: RefusalRecord = { action: 'evidence.upload-refused', subject: bidSubject(bidId, actor.organisationId) }
    return this.refusals.recorded(actor, refusal, async () => {
      await this.unitOfWork.read(actor, view => this.refuseBeforeReading(view, actor, bidId, repeat, refusal))
      return this.underWay.count(actor.personId, () => this.receiveOnce(actor, bidId, repeat, receive, refusal))
    })
  }

  private async receiveOnce(
    actor: Actor,
    bidId: string,
    repeat: RepeatKey | null,
    receive: Receive,
    refusal: RefusalRecord,
  ): Promise<string> {
    const taken: Taken[] = []
    try {
      const metadata = await receive(async (sentName, bytes) => {
        const name = fileNameOf(sentName)
        claimedType(name)
        taken.push({ name, object: await this.storage.put(bytes, this.config.evidence.mostBytes) })
      })
      return await this.addOnce(actor, bidId, repeat, theOne(taken), metadataOf(metadata), refusal)
    } catch (error) {
      // After anything but a refusal the row may be there all the same: then the sweep tells.
      if (error instanceof DomainError) await this.forget(taken)
      throw error
    }
  }

  private async refuseBeforeReading(
    view: Readable,
    actor: Actor,
    bidId: string,
    repeat: RepeatKey | null,
    refusal: RefusalRecord,
  ): Promise<void> {
    const bid = await getBid(view, bidId)
    if (!mayUseWorkingCopy(actor, bid)) throw new NotFound('bid')
    if (repeat !== null && (await wasDone(view, actor, repeat))) return
    const received = await readReceived(view, bid.requirementId)
    refusal.decidedAt = received.at
    refuseUnlessOpenFor(await getRequirementOf(view, bid), true, received)
    refuseUnlessWritable(asOf(bid, received))
    await this.refuseTooMany(view, bidId)
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
    taken: Taken,
    metadata: EvidenceMetadata,
    refusal: RefusalRecord,
  ): Promise<string> {
    refuseReversedDates(metadata)
    const sniffed = await sniff(this.storage, taken.object, taken.name)
    const key = repeat === null ? null : withContent(repeat, taken, metadata)
    const fileId = newId()
    const { id } = await runOnce(this.unitOfWork, actor, key, async tx => {
      await lockWritable(tx, actor, bidId, refusal)
      await refuseLeaver(tx, actor, bidId)
      await this.add(tx, actor, bidId, fileId, taken, sniffed, metadata)
      return { id: fileId }
    })
    if (id !== fileId) await this.forget([taken])
    return id
  }

  /** With the bid locked. */
  private async add(tx: Tx, actor: Actor, bidId: string, fileId: string, taken: Taken, sniffed: Sniffed, metadata: EvidenceMetadata) {
    await this.refuseTooMany(tx, bidId)
    const { key, size, sha256: hash } = taken.object
    const description: Description = { name: taken.name, mediaType: sniffed.mediaType, ...metadata }
    await tx.query(
      `INSERT INTO evidence_file (id, bid_id, storage_key, size, sha256, readable, description, uploaded_by, uploaded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [fileId, bidId, key, size, hash, sniffed.readable, seal(description), actor.personId, await marketNow(tx)],
    )
    const subject = bidSubject(bidId, actor.organisationId)
    await recordAudit(tx, actor, 'evidence.added', subject, { fileId, size, sha256: hash.toString('hex') })
  }

  private async forget(taken: readonly Taken[]): Promise<void> {
    for (const { object } of taken) await this.storage.remove(object.key)
  }
}

/** A body may take minutes to come in. */
async function refuseLeaver(tx: Tx, actor: Actor, bidId: string): Promise<void> {
  const now = await actorNow(tx, actor)
  if (now === null || !mayUseWorkingCopy(now, await getBid(tx, bidId))) throw new NotFound('bid')
}

function theOne([taken]: readonly Taken[]): Taken {
  if (taken === undefined) throw new Error('Whoever reads an upload hands over its file or throws.')
  return taken
}

/** The body came as a stream, so what it asks for is known only now. */
const withContent = (repeat: RepeatKey, { name, object }: Taken, metadata: EvidenceMetadata): RepeatKey => ({
  ...repeat,
  fingerprint: sha256(canonicalBytes([repeat.fingerprint.toString('hex'), name, object.sha256.toString('hex'), metadata])),
})
