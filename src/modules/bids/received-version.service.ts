import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { getReceipt, type StoredReceipt } from './bid-queries.js'
import { BidStandingService, type StandingOfBid } from './bid-standing.service.js'
import { listFilesOfVersion, type StoredFile } from './evidence-queries.js'
import { Sealing } from './sealing.js'

/** A version that arrived, beside how its bid stands now. */
export interface ReceivedVersion {
  bid: StandingOfBid
  receipt: StoredReceipt
  files: readonly StoredFile[]
}

@Injectable()
export class ReceivedVersionService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly standings: BidStandingService,
    private readonly sealing: Sealing,
  ) {}

  /** In one snapshot, for its supplier only. */
  get(actor: Actor, bidId: string, version: number): Promise<ReceivedVersion> {
    return this.unitOfWork.read(actor, async view => {
      const bid = await this.standings.getIn(view, actor, bidId)
      const [receipt, files] = await Promise.all([
        getReceipt(view, this.sealing, bid, version),
        listFilesOfVersion(view, this.sealing, bidId, version),
      ])
      return { bid, receipt, files }
    })
  }
}
