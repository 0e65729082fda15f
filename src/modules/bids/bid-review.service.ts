import { Injectable } from '@nestjs/common'

import { shownHash } from '../../shared/canonical.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import type { FieldProblem } from '../../shared/domain/errors.js'
import type { NamedInNotice } from '../guidelines/domain/answer-in-words.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import type { SectionSource } from '../guidelines/domain/pack-source.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { namedInNotice } from '../requirements/domain/named-in-notice.js'
import { getAcknowledgements } from './acknowledgements.service.js'
import { findLastVersion } from './bid-queries.js'
import { BidStandingService, ownBid, type StandingOfBid, withStanding } from './bid-standing.service.js'
import { checkBid, readWorkingCopy } from './check-bid.js'
import { unacknowledged } from './domain/acknowledgements.js'
import { bidIncompletenessOf } from './domain/bid-completeness.js'
import { offerOf, type Working } from './offer.js'
import { Sealing } from './sealing.js'

/** The working copy as it would be sealed now, and what would be said to it. */
export interface BidReview extends StandingOfBid {
  working: Working
  sections: readonly SectionSource[]
  /** What the answers name of the requirement. */
  notice: NamedInNotice
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
    private readonly sealing: Sealing,
  ) {}

  /** All of a bid in one snapshot, for its supplier only. */
  get(actor: Actor, bidId: string): Promise<BidReview> {
    return this.unitOfWork.readAtOnce(actor, async view => {
      const bid = ownBid(actor, bidId)
      const beside = Promise.all([
        readWorkingCopy(view, this.sealing, bid),
        getAcknowledgements(view, this.sealing, bid),
        findLastVersion(view, this.sealing, bid),
      ])
      const [standing, read] = await withStanding(this.standings.getIn(view, actor, bidId), beside)
      const [{ requirement, known }, acknowledgements, last] = read
      const working = { ...known, draft: standing.draft, acknowledgements }
      const report = checkBid(this.guidelines, requirement, known)
      const { hash } = offerOf(working, report)
      return {
        ...standing,
        working,
        sections: this.guidelines.questionnaire(standing.questionnaire).sections,
        notice: namedInNotice(requirement.content),
        report,
        missing: bidIncompletenessOf(working.draft, requirement.content),
        unacknowledged: unacknowledged(working.acknowledgements, report),
        contentHash: shownHash(hash),
        isAsSubmitted: last?.contentHash.equals(hash) ?? false,
      }
    })
  }
}
