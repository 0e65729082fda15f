import type { Readable as ByteStream } from 'node:stream'

import { Injectable } from '@nestjs/common'

import { type Readable, type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { type MemberChange, mergeMembers } from '../../shared/domain/merge-members.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { recordAudit } from '../audit/record-audit.js'
import type { RefusalRecord } from '../audit/refusals.js'
import { actorNow } from '../identity/actors.js'
import { refuseWithoutDeclaration } from '../requirements/interest-declarations.service.js'
import { bidSubject } from './bid-audit.js'
import { lockWritable } from './bid-guards.js'
import { getBid, getRequirementOf } from './bid-queries.js'
import { ChangeWorkingCopy } from './change-working-copy.js'
import type { Envelopes } from './domain/bid-content.js'
import { mayReadOpenedBids, mayUseWorkingCopy } from './domain/bid-policy.js'
import { type Description, type EvidenceMetadata, metadataOf, refuseReversedDates } from './domain/evidence.js'
import { refuseUnlessGivenOut } from '../files/domain/scan.js'
import { EvidenceBytes } from './evidence-bytes.js'
import { findOpenedEnvelope, getFile, listFiles, type StoredFile } from './evidence-queries.js'
import { readOpened } from './opened-bytes.js'
import { descriptionOf, Sealing } from './sealing.js'
import { whileAllowed } from '../../shared/storage/while-allowed.js'

export interface FileContent {
  name: string
  size: number
  bytes: ByteStream
}

@Injectable()
export class EvidenceFilesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: ChangeWorkingCopy,
    private readonly bytes: EvidenceBytes,
    private readonly sealing: Sealing,
  ) {}

  /** The files of the working copy, for its supplier only. */
  list(actor: Actor, bidId: string, limit: number, cursor: string | undefined): Promise<Page<StoredFile>> {
    const [after = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      if (!mayUseWorkingCopy(actor, await getBid(view, bidId))) throw new NotFound('bid')
      return pageOf(await listFiles(view, this.sealing, bidId, after, limit + 1), limit, ({ id }) => [id])
    })
  }

  /**
   * The file as its supplier sees it; after the opening as the last version pinned it, for who may read that bid. Until then it is missing for
   * everybody else: that a file is there would tell that there is a bid.
   */
  get(actor: Actor, id: string): Promise<StoredFile> {
    return this.unitOfWork.read(actor, view => readable(view, this.sealing, actor, id))
  }

  /**
   * The bytes, for whoever may see the file, and for as long as they may. One that waits for the scanner, or in which it found something, is
   * for nobody: its supplier has it, and can tell by the hash that it is the same.
   */
  async content(actor: Actor, id: string): Promise<FileContent> {
    const { size, scan, description } = await this.get(actor, id)
    refuseUnlessGivenOut(scan)
    const bytes = whileAllowed(await this.bytes.open(actor, id), () => this.getStill(actor, id))
    return { name: description.name, size, bytes }
  }

  /** Changes what is said of a file that nobody changed since `revision`; submitted versions keep what was said then. */
  change(actor: Actor, id: string, revision: number, change: MemberChange<EvidenceMetadata>): Promise<StoredFile> {
    return this.changes.run(actor, async (tx, refusal) => {
      const file = await lockInWorkingCopy(tx, this.sealing, actor, id, refusal)
      refuseStale(file.revision, revision)
      const metadata = mergeMembers(metadataOf(file.description), change)
      refuseReversedDates(metadata)
      const { name, mediaType } = file.description
      const description: Description = { name, mediaType, ...metadata }
      const sealed = this.sealing.seal(description, descriptionOf(actor.organisationId, id))
      await tx.query('UPDATE evidence_file SET description = $2, revision = $3 WHERE id = $1', [id, sealed, revision + 1])
      return { ...file, description, revision: revision + 1 }
    })
  }

  /** Takes the file out of the working copy. Versions that hold it keep it, bytes and all. */
  remove(actor: Actor, id: string): Promise<void> {
    return this.changes.run(actor, async (tx, refusal) => {
      const file = await lockInWorkingCopy(tx, this.sealing, actor, id, refusal)
      await tx.query('UPDATE evidence_file SET removed_at = market_now() WHERE id = $1', [id])
      await recordAudit(tx, actor, 'evidence.removed', bidSubject(file.bidId, actor.organisationId), { fileId: id, sha256: file.sha256 })
    })
  }

  /** As the actor is now: a slow download outlasts roles. */
  private getStill(actor: Actor, id: string): Promise<StoredFile> {
    return this.unitOfWork.read(actor, async view => {
      const now = await actorNow(view, actor)
      if (now === null) throw new NotFound('file')
      const file = await readable(view, this.sealing, now, id)
      refuseUnlessGivenOut(file.scan)
      return file
    })
  }
}

/** The file under the lock of its bid, or the reason why it cannot be changed any more. */
async function lockInWorkingCopy(tx: Tx, sealing: Sealing, actor: Actor, id: string, refusal: RefusalRecord): Promise<StoredFile> {
  const { bidId } = await getFile(tx, sealing, id)
  if (!mayUseWorkingCopy(actor, await getBid(tx, bidId))) throw new NotFound('file')
  await lockWritable(tx, actor, bidId, refusal)
  const file = await getFile(tx, sealing, id)
  if (!file.inWorkingCopy) throw new NotFound('file')
  return file
}

async function readable(view: Readable, sealing: Sealing, actor: Actor, id: string): Promise<StoredFile> {
  const file = await getFile(view, sealing, id)
  const bid = await getBid(view, file.bidId)
  if (mayUseWorkingCopy(actor, bid)) return file
  const requirement = await getRequirementOf(view, bid)
  if (requirement.bidsOpenedAt === null || !mayReadOpenedBids(actor, requirement)) throw new NotFound('file')
  await refuseWithoutDeclaration(view, actor, requirement.id)
  const envelope = await findOpenedEnvelope(view, id)
  const { files = [] } = envelope === null ? {} : (readOpened(envelope) as Envelopes['quality'])
  const pinned = files.find(each => each.id === id)
  if (pinned === undefined) throw new NotFound('file')
  const { name, mediaType } = pinned
  return { ...file, description: { name, mediaType, ...metadataOf(pinned) } }
}
