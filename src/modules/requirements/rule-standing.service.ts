import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { maySeeRequirement } from './domain/requirement-policy.js'
import { waiverSideOf } from './domain/waiver.js'
import { refuseUnless } from './requirement-guards.js'
import { getRequirementView, type RequirementView } from './requirement-queries.js'
import { listWaiversWithWords, type WaiverWithWords } from './waiver-queries.js'

/** The waivers of a requirement with what was said, for its buyer. */
export interface RuleStanding {
  requirement: RequirementView
  now: Instant
  waivers: WaiverWithWords[]
  mayAgree: boolean
}

@Injectable()
export class RuleStandingService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  get(actor: Actor, id: string): Promise<RuleStanding> {
    return this.unitOfWork.read(actor, async view => {
      const requirement = await getRequirementView(view, id)
      if (!maySeeRequirement(actor, requirement)) throw new NotFound('requirement')
      refuseUnless(requirement.buyerId === actor.organisationId, actor, requirement, 'the buyer')
      return {
        requirement,
        now: await marketNow(view),
        waivers: await listWaiversWithWords(view, id),
        mayAgree: waiverSideOf(actor, requirement) === 'buyer',
      }
    })
  }
}
