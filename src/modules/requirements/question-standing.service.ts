import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type Agreement, getAgreement } from '../agreements/agreements.service.js'
import { mayAnswerClarifications } from './domain/clarification-policy.js'
import { maySeeRequirement } from './domain/requirement-policy.js'
import { refuseUnless } from './requirement-guards.js'
import { getRequirementView, type RequirementView } from './requirement-queries.js'

/** Until when questions about a requirement come in and are answered, for its buyer. */
export interface QuestionStanding {
  requirement: RequirementView
  now: Instant
  agreement: Agreement
  /** Whether the reader sees what waits, and may answer it while the requirement is open. */
  mayAnswer: boolean
}

@Injectable()
export class QuestionStandingService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  get(actor: Actor, id: string): Promise<QuestionStanding> {
    return this.unitOfWork.read(actor, async view => {
      const requirement = await getRequirementView(view, id)
      if (!maySeeRequirement(actor, requirement)) throw new NotFound('requirement')
      refuseUnless(requirement.buyerId === actor.organisationId, actor, requirement, 'the buyer')
      return {
        requirement,
        now: await marketNow(view),
        agreement: await getAgreement(view, requirement.agreementId),
        mayAnswer: mayAnswerClarifications(actor, requirement),
      }
    })
  }
}
