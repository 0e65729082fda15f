import { Injectable } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { getVisibleRequirement } from './requirement-guards.js'
import type { Difference } from './domain/difference.js'
import { maySeeWhoChanged } from './domain/requirement-policy.js'
import type { ChangeKind } from './record-change.js'

export interface RecordedChange extends Difference {
  number: number
  kind: ChangeKind
  material: boolean
  reason: string
  changedAt: Instant
  changedBy?: string
  proposedBy?: string | null
}

@Injectable()
export class RequirementChangesService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** What happened to a requirement beside its way to publication, first to last, for whoever may see it; who did it only for the buyer and the officers. */
  list(actor: Actor | null, id: string, limit: number, cursor: string | undefined): Promise<Page<RecordedChange>> {
    const [after = null] = readCursor(cursor, ['number']) ?? []
    return this.unitOfWork.readAs(actor, async view => {
      const requirement = await getVisibleRequirement(view, actor, id)
      const who = maySeeWhoChanged(actor, requirement) ? ', changed_by AS "changedBy", proposed_by AS "proposedBy"' : ''
      const found = await rows<RecordedChange>(
        view,
        `SELECT number, kind, material, reason, before, after, changed_at AS "changedAt"${who}
         FROM requirement_change WHERE requirement_id = $1 AND ($2::integer IS NULL OR number > $2) ORDER BY number LIMIT $3`,
        [id, after, limit + 1],
      )
      return pageOf(found, limit, ({ number }) => [String(number)])
    })
  }
}
