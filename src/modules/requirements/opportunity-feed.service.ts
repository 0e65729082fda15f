import { Injectable } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { RequirementSearch } from './requirement-pages.js'
import type { RequirementSummary } from './requirement-queries.js'
import { RequirementsService } from './requirements.service.js'

/** As many as a reader of feeds is given at once. */
const IN_A_FEED = 50

export interface FeedEntry extends RequirementSummary {
  /** When the buyer last changed what is published; null where nothing was. */
  changedAt: Instant | null
}

@Injectable()
export class OpportunityFeedService {
  constructor(
    private readonly requirements: RequirementsService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** The newest of what everybody may find, whoever asks. */
  async newest(search: RequirementSearch): Promise<FeedEntry[]> {
    const { items } = await this.requirements.list(null, { ...search, sort: 'newest', limit: IN_A_FEED })
    const changes = await this.unitOfWork.readPublic(view =>
      rows<{ id: string; changedAt: Instant }>(
        view,
        `SELECT requirement_id AS id, max(changed_at) AS "changedAt" FROM requirement_change WHERE requirement_id = ANY ($1) GROUP BY 1`,
        [items.map(({ id }) => id)],
      ),
    )
    const changedAt = new Map(changes.map(change => [change.id, change.changedAt]))
    return items.map(item => ({ ...item, changedAt: changedAt.get(item.id) ?? null }))
  }
}
