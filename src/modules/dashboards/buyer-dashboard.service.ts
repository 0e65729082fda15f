import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { BUYER_GROUPS, type BuyerGroup } from '../requirements/domain/buyer-groups.js'
import { countOwn, listOwn, type OwnRequirement } from '../requirements/own-requirements.js'

/** What a public body has under way, from one snapshot: of each group how many there are, and one of them page by page. */
export interface BuyerDashboard {
  counts: ReadonlyMap<BuyerGroup, number>
  group: BuyerGroup
  page: Page<OwnRequirement>
  mayWrite: boolean
  /** Whether questions and openings are theirs to look after. */
  mayRun: boolean
}

@Injectable()
export class BuyerDashboardService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The group that is asked for, or the first that has any. */
  get(actor: Actor, asked: BuyerGroup | undefined, limit: number, cursor: string | undefined): Promise<BuyerDashboard> {
    return this.unitOfWork.read(actor, async view => {
      const counts = await countOwn(view, actor.organisationId)
      const group = asked ?? BUYER_GROUPS.find(each => counts.has(each)) ?? 'draft'
      const [, ...after] = readCursor(cursor, [{ exactly: group }, 'instant', 'uuid']) ?? []
      const found = await listOwn(view, actor.organisationId, group, after, limit + 1)
      const page = pageOf(found, limit, ({ createdAt, id }) => [group, createdAt, id])
      return { counts, group, page, mayWrite: actor.has('buyer-author'), mayRun: actor.hasAny(['buyer-author', 'buyer-approver']) }
    })
  }
}
