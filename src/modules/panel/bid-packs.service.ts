import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { RepeatKey } from '../../shared/once.js'
import { refuseUnlessReadable } from '../bids/opened-bids.service.js'
import type { ExportJob } from '../exports/export-queries.js'
import { type ExportFile, ExportsService } from '../exports/exports.service.js'

/** Bid packs as somebody orders and fetches them. */
@Injectable()
export class BidPacksService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly exports: ExportsService,
  ) {}

  order(actor: Actor, requirementId: string, repeat: RepeatKey | null): Promise<string> {
    return this.exports.order(actor, 'bid-pack', requirementId, repeat)
  }

  /** The newest that the actor ordered for this requirement. */
  async latest(actor: Actor, requirementId: string): Promise<{ title: string; job: ExportJob | null }> {
    const { title } = await this.unitOfWork.read(actor, view => refuseUnlessReadable(view, actor, requirementId))
    return { title, job: await this.exports.latest(actor, 'bid-pack', requirementId) }
  }

  /** The bytes of a pack of this requirement. */
  async file(actor: Actor, requirementId: string, id: string): Promise<ExportFile> {
    const job = await this.exports.get(actor, id)
    if (job.requirementId !== requirementId) throw new NotFound('bid pack')
    return this.exports.download(actor, id)
  }
}
