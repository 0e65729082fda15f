import { Injectable } from '@nestjs/common'

import { shownHash } from '../../shared/canonical.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import type { FieldProblem } from '../../shared/domain/errors.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import type { SectionSource } from '../guidelines/domain/pack-source.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { getAcknowledgements } from './acknowledgements.service.js'
import { findLastVersion } from './bid-queries.js'
import { BidStandingService, type StandingOfBid } from './bid-standing.service.js'
import { checkBid, readWorkingCopy } from './check-bid.js'
import { unacknowledged } from './domain/acknowledgements.js'
import { bidIncompletenessOf } from './domain/bid-completeness.js'
import { offerOf, type Working } from './offer.js'

/** The working copy as it would be sealed now, and what would be said to it. */
export interface BidReview extends StandingOfBid {
  working: Working
  sections: readonly SectionSource[]
  report: CheckReport
  /** What must be done first: parts that are missing, and warnings without a reason. */
  missing: FieldProblem[]
  unacknowledged: string[]
  contentHash: string
  /** Whether the last version holds just this. */
  isAsSubmitted: boolean
}

@Injectable()
export class BidReviewService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly standings: BidStandingService,
    private readonly guidelines: GuidelinesService,
  ) {}

  /** All of a bid in one snapshot, for its supplier only. */
  get(actor: Actor, bidId: string): Promise<BidReview> {
    return this.unitOfWork.read(actor, async view => {
      const standing = await this.standings.getIn(view, actor, bidId)
      const { requirement, known } = await readWorkingCopy(view, standing)
      const working = { ...known, draft: standing.draft, acknowledgements: await getAcknowledgements(view, bidId) }
      const report = checkBid(this.guidelines, requirement, known)
      const { hash } = offerOf(working, report)
      const last = await findLastVersion(view, bidId)
      return {
        ...standing,
        working,
        sections: this.guidelines.questionnaire(standing.questionnaire).sections,
        report,
        missing: bidIncompletenessOf(working.draft, requirement.content),
        unacknowledged: unacknowledged(working.acknowledgements, report),
        contentHash: shownHash(hash),
        isAsSubmitted: last?.contentHash.equals(hash) ?? false,
      }
    })
  }
}
