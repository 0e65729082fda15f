import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { listWaitsFor, type WaitsForSupplier } from '../applications/waits-for-supplier.js'
import { BidStandingService, type StandingOfBid } from '../bids/bid-standing.service.js'
import { type EthicsProgress, EthicsProgressService } from '../bids/ethics-progress.service.js'
import { listQueriesTo, type QueryToAnswer } from '../ethics-audits/queries-to-answer.js'
import { listOwnReports, type OwnProblemReport } from '../problem-reports/own-problem-reports.js'
import { listAwaitedOf } from '../requirements/awaited-responses.js'
import { listOpenTo, type OpenRequirement } from '../requirements/open-to-supplier.js'

/** What a supplier has under way, from one snapshot. */
export interface SupplierDashboard {
  bids: StandingOfBid[]
  /** Of those that are drafts, by bid. */
  ethics: ReadonlyMap<string, EthicsProgress>
  queries: QueryToAnswer[]
  /** What officers wait for a word on. */
  waiting: WaitsForSupplier[]
  /** What it was invited to and has not answered. */
  invitations: OpenRequirement[]
  problems: OwnProblemReport[]
  /** What closes first of that which it may bid on and does not yet. */
  opportunities: OpenRequirement[]
}

/** More than a supplier has under way at once; older bids are found by the API. */
const BIDS = 100

/** What is due first; the rest is found by applications and memberships. */
const WAITING = 20

const INVITATIONS = 20

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
        waiting: await listWaitsFor(view, actor.organisationId, WAITING),
        invitations: await listAwaitedOf(
          view,
          actor.organisationId,
          bids.map(({ requirementId }) => requirementId),
          INVITATIONS,
        ),
        problems: await listOwnReports(view, actor.organisationId, PROBLEMS),
        opportunities: await listOpenTo(view, actor.organisationId, bidOn, OPPORTUNITIES),
      }
    })
  }
}
