import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import type { ScanState } from '../files/domain/scan.js'
import { type FileContent, EvidenceFilesService } from '../bids/evidence-files.service.js'
import { listFilesOfVersion } from '../bids/evidence-queries.js'
import { getOpenedBid, listOpenedSummaries, type OpenedBid, type OpenedBidSummary } from '../bids/opened-bid-queries.js'
import { refuseUnlessReadable } from '../bids/opened-bids.service.js'
import { Sealing } from '../bids/sealing.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { competitionOf, type OpenedCompetition } from './opened-competition.js'

export interface BidToRead {
  competition: OpenedCompetition
  bid: OpenedBid
  /** What was found in its files, by id. */
  scans: ReadonlyMap<string, ScanState>
}

/** Opened bids with the questions they answer, for people. */
@Injectable()
export class ReadBidsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly guidelines: GuidelinesService,
    private readonly files: EvidenceFilesService,
    private readonly sealing: Sealing,
  ) {}

  list(
    actor: Actor,
    requirementId: string,
    limit: number,
    cursor: string | undefined,
  ): Promise<{ competition: OpenedCompetition; bids: Page<OpenedBidSummary> }> {
    const [after = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const requirement = await refuseUnlessReadable(view, actor, requirementId)
      const found = await listOpenedSummaries(view, requirementId, after, limit + 1)
      return { competition: competitionOf(this.guidelines, requirement), bids: pageOf(found, limit, ({ bidId }) => [bidId]) }
    })
  }

  get(actor: Actor, requirementId: string, bidId: string): Promise<BidToRead> {
    return this.unitOfWork.read(actor, async view => {
      const requirement = await refuseUnlessReadable(view, actor, requirementId)
      const bid = await getOpenedBid(view, requirementId, bidId)
      const stored = await listFilesOfVersion(view, this.sealing, bidId, bid.version)
      return { competition: competitionOf(this.guidelines, requirement), bid, scans: new Map(stored.map(({ id, scan }) => [id, scan])) }
    })
  }

  /** The bytes of an evidence file of that bid and no other. */
  async file(actor: Actor, requirementId: string, bidId: string, fileId: string): Promise<FileContent> {
    const { bid } = await this.get(actor, requirementId, bidId)
    if (!bid.files.some(({ id }) => id === fileId)) throw new NotFound('file')
    return this.files.content(actor, fileId)
  }
}
