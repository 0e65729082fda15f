import { Injectable } from '@nestjs/common'

import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, Forbidden } from '../../shared/domain/errors.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { getVisibleRequirement } from '../requirements/requirement-guards.js'
import { refuseWithoutDeclaration } from '../requirements/interest-declarations.service.js'
import type { Requirement } from '../requirements/requirement.entity.js'
import { mayReadOpenedBids } from './domain/bid-policy.js'
import { getOpenedBid, listOpenedSummaries, type OpenedBid, type OpenedBidSummary } from './opened-bid-queries.js'

@Injectable()
export class OpenedBidsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  list(actor: Actor, requirementId: string, limit: number, cursor: string | undefined): Promise<Page<OpenedBidSummary>> {
    const [after = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      await refuseUnlessReadable(view, actor, requirementId)
      return pageOf(await listOpenedSummaries(view, requirementId, after, limit + 1), limit, ({ bidId }) => [bidId])
    })
  }

  get(actor: Actor, requirementId: string, bidId: string): Promise<OpenedBid> {
    return this.unitOfWork.read(actor, async view => {
      await refuseUnlessReadable(view, actor, requirementId)
      return getOpenedBid(view, requirementId, bidId)
    })
  }
}

/** The requirement whose bids may be read. Sealed bids give one answer, whether there are any or none. */
export async function refuseUnlessReadable(view: Readable, actor: Actor, requirementId: string): Promise<Requirement> {
  const requirement = await getVisibleRequirement(view, actor, requirementId)
  if (!mayReadOpenedBids(actor, requirement))
    throw new Forbidden('bids-not-yours', 'Opened bids are for the buyer’s people and the officers.')
  if (requirement.bidsOpenedAt === null)
    throw new Conflict('bids-sealed', 'Bids stay sealed until two people open them after the deadline.')
  await refuseWithoutDeclaration(view, actor, requirementId)
  return requirement
}
