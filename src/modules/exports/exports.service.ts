import { Injectable } from '@nestjs/common'
import type { Readable as ByteStream } from 'node:stream'

import { firstRow } from '../../shared/database/rows.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound } from '../../shared/domain/errors.js'
import { newId } from '../../shared/ids.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { whileAllowed } from '../../shared/storage/while-allowed.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { actorNow } from '../identity/actors.js'
import { publish } from '../outbox/publish.js'
import { ExportFiles } from './export-files.js'
import { type ExportKindName, ExportKinds } from './export-kinds.js'
import { type ExportJob, findLatestExport, getOwnExport, listOwnExports } from './export-queries.js'

export interface ExportFile {
  name: string
  size: number
  bytes: ByteStream
}

/** Files that take a while to make: ordered, looked after, and fetched by whoever ordered them. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly kinds: ExportKinds,
    private readonly files: ExportFiles,
  ) {}

  /** Orders a file; answers its id. Whoever has ordered the same, and waits for it still, is given that one. */
  async order(actor: Actor, kindName: ExportKindName, requirementId: string, repeat: RepeatKey | null): Promise<string> {
    const kind = this.kinds.get(kindName)
    const subject = kind.subject(requirementId)
    const { exportId } = await this.refusals.recorded(actor, { action: 'export.refused', subject }, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        await kind.refuseUnlessAllowed(tx, actor, requirementId)
        const made = await firstRow<{ id: string }>(
          tx,
          `INSERT INTO export_job (id, kind, requirement_id, person_id, organisation_id) VALUES ($1, $2, $3, $4, $5)
           ON CONFLICT DO NOTHING RETURNING id`,
          [newId(), kindName, requirementId, actor.personId, actor.organisationId],
        )
        if (made === null) return { exportId: await latestId(tx, actor, kindName, requirementId) }
        await publish(tx, { type: 'export.ordered', payload: { exportId: made.id } })
        await recordAudit(tx, actor, 'export.ordered', subject, { kind: kindName, exportId: made.id })
        return { exportId: made.id }
      }),
    )
    return exportId
  }

  /** The newest that the actor ordered, or null where there is none. */
  latest(actor: Actor, kindName: ExportKindName, requirementId: string): Promise<ExportJob | null> {
    return this.unitOfWork.read(actor, async view => {
      await this.kinds.get(kindName).refuseUnlessAllowed(view, actor, requirementId)
      return findLatestExport(view, actor, kindName, requirementId)
    })
  }

  /** One that the actor ordered, for as long as they may have it. */
  get(actor: Actor, id: string): Promise<ExportJob> {
    return this.unitOfWork.read(actor, async view => {
      const { storageKey: _storageKey, fileKey: _fileKey, ...job } = await this.readable(view, actor, id)
      return job
    })
  }

  /** All that the actor ordered, the newest first. */
  list(actor: Actor, limit: number, cursor: string | undefined): Promise<Page<ExportJob>> {
    const [before = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.read(actor, async view => pageOf(await listOwnExports(view, actor, before, limit + 1), limit, ({ id }) => [id]))
  }

  /** The bytes, for as long as the actor may have them. Each download is recorded before it begins. */
  async download(actor: Actor, id: string): Promise<ExportFile> {
    const job = await this.unitOfWork.read(actor, view => this.readable(view, actor, id))
    const { kind, requirementId, storageKey, fileKey, size, sha256 } = job
    if (storageKey === null || fileKey === null || size === null)
      throw new Conflict(
        'export-not-ready',
        'The file is not there: it is still being made, could not be made, or was kept as long as said.',
        {
          state: job.state,
        },
      )
    const { fileName, subject } = this.kinds.get(kind)
    const bytes = await this.files.open(id, { storageKey, fileKey, size, sha256: Buffer.from(sha256 ?? '', 'hex') })
    await this.unitOfWork.run(actor, tx => recordAudit(tx, actor, 'export.downloaded', subject(requirementId), { exportId: id }))
    return { name: fileName(requirementId), size, bytes: whileAllowed(bytes, () => this.getStill(actor, id)) }
  }

  private async readable(view: Readable, actor: Actor, id: string): ReturnType<typeof getOwnExport> {
    const job = await getOwnExport(view, actor, id)
    await this.kinds.get(job.kind).refuseUnlessAllowed(view, actor, job.requirementId)
    return job
  }

  /** As the actor is now: a slow download outlasts roles. */
  private getStill(actor: Actor, id: string): Promise<ExportJob> {
    return this.unitOfWork.read(actor, async view => {
      const now = await actorNow(view, actor)
      if (now === null) throw new NotFound('export')
      return this.readable(view, now, id)
    })
  }
}

/** Of the one that is under way, or was until a moment ago. */
async function latestId(view: Readable, actor: Actor, kind: ExportKindName, requirementId: string): Promise<string> {
  const latest = await findLatestExport(view, actor, kind, requirementId)
  if (latest === null) throw new NotFound('export')
  return latest.id
}
