import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { BidStandingService, type StandingOfBid } from '../bids/bid-standing.service.js'
import { type EthicsProgress, EthicsProgressService } from '../bids/ethics-progress.service.js'
import { listQueriesTo, type QueryToAnswer } from '../ethics-audits/queries-to-answer.js'
import { listOwnReports, type OwnProblemReport } from '../problem-reports/own-problem-reports.js'
import { listOpenTo, type OpenRequirement } from '../requirements/open-to-supplier.js'

/** What a supplier has under way, from one snapshot. */
export interface SupplierDashboard {
  bids: StandingOfBid[]
  /** Of those that are drafts, by bid. */
  ethics: ReadonlyMap<string, EthicsProgress>
  queries: QueryToAnswer[]
  problems: OwnProblemReport[]
  /** What closes first of that which it may bid on and does not yet. */
  opportunities: OpenRequirement[]
}

/** More than a supplier has under way at once; older bids are found by the API. */
const BIDS = 100

const PROBLEMS = 10

const OPPORTUNITIES = 10

@Injectable()
export class SupplierDashboardService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly bids: BidStandingService,
    private readonly ethics: EthicsProgressService,
  ) {}

  get(actor: Actor): Promise<SupplierDashboard> {
    return this.unitOfWork.read(actor, async view => {
      const bids = await this.bids.listLatest(view, actor, BIDS)
      const bidOn = bids.filter(({ state }) => state !== 'withdrawn').map(({ requirementId }) => requirementId)
      const drafts = bids.filter(({ state }) => state === 'draft').map(({ id }) => id)
      return {
        bids,
        ethics: await this.ethics.of(view, drafts),
        queries: await listQueriesTo(view, actor.organisationId),
        problems: await listOwnReports(view, actor.organisationId, PROBLEMS),
        opportunities: await listOpenTo(view, actor.organisationId, bidOn, OPPORTUNITIES),
      }
    })
  }
}
