import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { listProposals, type StandingProposal } from './consents.js'
import { mayMoveRequirement } from './domain/requirement-lifecycle.js'
import {
  cancellingSideOf,
  mayAmendRequirement,
  mayExtendRequirement,
  maySeeRequirement,
  maySeeWhoChanged,
  reopeningSideOf,
} from './domain/requirement-policy.js'
import { refuseUnless } from './requirement-guards.js'
import { getRequirementView, type RequirementView } from './requirement-queries.js'

/** How a requirement stands for whoever would change it in the open, and what is proposed already. */
export interface ChangeStanding {
  requirement: RequirementView
  now: Instant
  proposals: StandingProposal[]
  mayExtend: boolean
  mayAmend: boolean
  mayCancel: boolean
  mayReopen: boolean
}

@Injectable()
export class ChangeStandingService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** From one snapshot, for the buyer and the officers. */
  get(actor: Actor, id: string): Promise<ChangeStanding> {
    return this.unitOfWork.read(actor, async view => {
      const requirement = await getRequirementView(view, id)
      if (!maySeeRequirement(actor, requirement)) throw new NotFound('requirement')
      refuseUnless(maySeeWhoChanged(actor, requirement), actor, requirement, 'the buyer and the officers')
      const { state, bidsOpenedAt } = requirement
      return {
        requirement,
        now: await marketNow(view),
        proposals: await listProposals(view, actor, id),
        mayExtend: state === 'open' && mayExtendRequirement(actor, requirement),
        mayAmend: state === 'open' && mayAmendRequirement(actor, requirement),
        mayCancel: mayMoveRequirement(state, 'cancelled') && cancellingSideOf(actor, requirement) !== null,
        mayReopen: state === 'closed' && bidsOpenedAt === null && reopeningSideOf(actor, requirement) !== null,
      }
    })
  }
}
