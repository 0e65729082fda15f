import type { Readable as ByteStream } from 'node:stream'

import { Inject, Injectable } from '@nestjs/common'

import { type Readable, type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound } from '../../shared/domain/errors.js'
import { type MemberChange, mergeMembers } from '../../shared/domain/merge-members.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import type { Log } from '../../shared/log.js'
import { FileNotAtHand, Storage } from '../../shared/storage/storage.js'
import { LOG } from '../../shared/tokens.js'
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
import { findOpenedEnvelope, getFile, listFiles, listFilesOfVersion, type StoredFile } from './evidence-queries.js'
import { seal, unseal } from './sealing.js'
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
    private readonly storage: Storage,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** The files of the working copy, for its supplier only. */
  list(actor: Actor, bidId: string, limit: number, cursor: string | undefined): Promise<Page<StoredFile>> {
    const [after = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      if (!mayUseWorkingCopy(actor, await getBid(view, bidId))) throw new NotFound('bid')
      return pageOf(await listFiles(view, bidId, after, limit + 1), limit, ({ id }) => [id])
    })
  }

  /** The files that a submitted version holds, for its supplier only. */
  listOfVersion(actor: Actor, bidId: string, version: number): Promise<StoredFile[]> {
    return this.unitOfWork.read(actor, async view => {
      if (!mayUseWorkingCopy(actor, await getBid(view, bidId))) throw new NotFound('bid')
      return listFilesOfVersion(view, bidId, version)
    })
  }

  /**
   * The file as its supplier sees it; after the opening as the last version pinned it, for who may read that bid. Until then it is missing for
   * everybody else: that a file is there would tell that there is a bid.
   */
  get(actor: Actor, id: string): Promise<StoredFile> {
    return this.unitOfWork.read(actor, view => readable(view, actor, id))
  }

  /** The bytes, for whoever may see the file, and for as long as they may. A file known to carry malware is for nobody. */
  async content(actor: Actor, id: string): Promise<FileContent> {
    const { size, scan, storageKey, description } = await this.get(actor, id)
    if (scan === 'infected') throw new Conflict('file-infected', 'Malware was found in this file, so it is not given out.')
    const bytes = whileAllowed(await this.open(id, storageKey), () => this.getStill(actor, id))
    return { name: description.name, size, bytes }
  }

  /** Changes what is said of a file that nobody changed since `revision`; submitted versions keep what was said then. */
  change(actor: Actor, id: string, revision: number, change: MemberChange<EvidenceMetadata>): Promise<StoredFile> {
    return this.changes.run(actor, async (tx, refusal) => {
      const file = await lockInWorkingCopy(tx, actor, id, refusal)
      refuseStale(file.revision, revision)
      const metadata = mergeMembers(metadataOf(file.description), change)
      refuseReversedDates(metadata)
      const { name, mediaType } = file.description
      const description: Description = { name, mediaType, ...metadata }
      await tx.query('UPDATE evidence_file SET description = $2, revision = $3 WHERE id = $1', [id, seal(description), revision + 1])
      return { ...file, description, revision: revision + 1 }
    })
  }

  /** Takes the file out of the working copy. Versions that hold it keep it, bytes and all. */
  remove(actor: Actor, id: string): Promise<void> {
    return this.changes.run(actor, async (tx, refusal) => {
      const file = await lockInWorkingCopy(tx, actor, id, refusal)
      await tx.query('UPDATE evidence_file SET removed_at = market_now() WHERE id = $1', [id])
      await recordAudit(tx, actor, 'evidence.removed', bidSubject(file.bidId, actor.organisationId), { fileId: id, sha256: file.sha256 })
    })
  }

  /** As the actor is now: a slow download outlasts roles. */
  private getStill(actor: Actor, id: string): Promise<StoredFile> {
    return this.unitOfWork.read(actor, async view => {
      const now = await actorNow(view, actor)
      if (now === null) throw new NotFound('file')
      return readable(view, now, id)
    })
  }

  private async open(id: string, storageKey: string): Promise<ByteStream> {
    try {
      return await this.storage.open(storageKey)
    } catch (error) {
      if (error instanceof FileNotAtHand) this.log.error({ file: id }, 'the bytes of a file are missing')
      throw error
    }
  }
}

/** The file under the lock of its bid, or the reason why it cannot be changed any more. */
async function lockInWorkingCopy(tx: Tx, actor: Actor, id: string, refusal: RefusalRecord): Promise<StoredFile> {
  const { bidId } = await getFile(tx, id)
  if (!mayUseWorkingCopy(actor, await getBid(tx, bidId))) throw new NotFound('file')
  await lockWritable(tx, actor, bidId, refusal)
  const file = await getFile(tx, id)
  if (!file.inWorkingCopy) throw new NotFound('file')
  return file
}

async function readable(view: Readable, actor: Actor, id: string): Promise<StoredFile> {
  const file = await getFile(view, id)
  const bid = await getBid(view, file.bidId)
  if (mayUseWorkingCopy(actor, bid)) return file
  const requirement = await getRequirementOf(view, bid)
  if (requirement.bidsOpenedAt === null || !mayReadOpenedBids(actor, requirement)) throw new NotFound('file')
  await refuseWithoutDeclaration(view, actor, requirement.id)
  const envelope = await findOpenedEnvelope(view, id)
  const { files = [] } = envelope === null ? {} : (unseal(envelope) as Envelopes['quality'])
  const pinned = files.find(each => each.id === id)
  if (pinned === undefined) throw new NotFound('file')
  const { name, mediaType } = pinned
  return { ...file, description: { name, mediaType, ...metadataOf(pinned) } }
}
