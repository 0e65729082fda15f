import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { hasActiveMembership } from '../memberships/memberships.js'
import { type AskingState, askingStateAt } from './domain/asking-state.js'
import { mayAsk } from './domain/clarification-policy.js'
import { findRequirementView, type RequirementView } from './requirement-queries.js'

/** A requirement as a supplier sees it that has a question about it, or about one of its rules. */
export interface AskingStanding {
  requirement: RequirementView
  asking: AskingState
}

@Injectable()
export class AskingStandingService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** From one snapshot; the asking itself asks again. */
  get(actor: Actor, requirementId: string): Promise<AskingStanding> {
    return this.unitOfWork.read(actor, async view => {
      const requirement = await findRequirementView(view, requirementId)
      if (requirement === null || !mayAsk(actor, requirement)) throw new NotFound('requirement')
      const isMember = await hasActiveMembership(view, actor.organisationId, requirement.categoryIds)
      return { requirement, asking: askingStateAt(requirement, isMember, await marketNow(view)) }
    })
  }
}
