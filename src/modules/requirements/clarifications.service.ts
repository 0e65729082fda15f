import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import {
  type ClarificationForBuyer,
  findForBuyer,
  listAnswered,
  listOwn,
  listWaiting,
  type OwnClarification,
  type PublicClarification,
  type WaitingClarification,
} from './clarification-queries.js'
import { NotFound } from '../../shared/domain/errors.js'
import { mayAnswerClarifications } from './domain/clarification-policy.js'
import { getVisibleRequirement, refuseUnless } from './requirement-guards.js'

@Injectable()
export class ClarificationsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The answered questions, first to last, for whoever may see the requirement. */
  list(actor: Actor | null, requirementId: string, limit: number, cursor: string | undefined): Promise<Page<PublicClarification>> {
    const [after = null] = readCursor(cursor, ['number']) ?? []
    return this.unitOfWork.readAs(actor, async view => {
      await getVisibleRequirement(view, actor, requirementId)
      const found = await listAnswered(view, requirementId, after, limit + 1)
      return pageOf(found, limit, ({ number }) => [String(number)])
    })
  }

  /** What the buyer has still to answer. */
  listWaiting(actor: Actor, requirementId: string, limit: number, cursor: string | undefined): Promise<Page<WaitingClarification>> {
    const [after = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const requirement = await getVisibleRequirement(view, actor, requirementId)
      refuseUnless(mayAnswerClarifications(actor, requirement), actor, requirement, 'an author of the buyer who works for no supplier')
      const found = await listWaiting(view, requirementId, after, limit + 1)
      return pageOf(found, limit, ({ id }) => [id])
    })
  }

  /** One question, whether it waits or not, for those who answer it. */
  getForBuyer(actor: Actor, requirementId: string, id: string): Promise<ClarificationForBuyer> {
    return this.unitOfWork.read(actor, async view => {
      const requirement = await getVisibleRequirement(view, actor, requirementId)
      const found = await findForBuyer(view, requirementId, id)
      if (found === null || !mayAnswerClarifications(actor, requirement)) throw new NotFound('clarification')
      return found
    })
  }

  /** What the acting supplier asked, first to last. */
  listOwn(actor: Actor, requirementId: string, limit: number, cursor: string | undefined): Promise<Page<OwnClarification>> {
    const after = readCursor(cursor, ['instant', 'uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      await getVisibleRequirement(view, actor, requirementId)
      const found = await listOwn(view, requirementId, actor.organisationId, after, limit + 1)
      return pageOf(found, limit, ({ askedAt, id }) => [askedAt, id])
    })
  }
}
