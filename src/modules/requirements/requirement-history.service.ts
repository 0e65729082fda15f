import { Injectable } from '@nestjs/common'

import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { isRefusal, wordsForAct } from './domain/requirement-history.js'
import { maySeeWhoChanged } from './domain/requirement-policy.js'
import { type HistoryRow, listHistory } from './history-queries.js'
import { getVisibleRequirement, refuseUnless } from './requirement-guards.js'

export interface HistoryEntry {
  at: Instant
  action: string
  words: string
  refused: boolean
  /** Why, in the words of whoever did or refused it. */
  reason: string | null
  /** By name within the own organisation; of others only which organisation it was. Null where the clock did it. */
  by: string | null
}

/** What happened to a requirement, as its chain holds it: for its buyer and the officers. */
@Injectable()
export class RequirementHistoryService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Newest first, what was refused included. */
  list(actor: Actor, requirementId: string, limit: number, cursor: string | undefined): Promise<Page<HistoryEntry>> {
    const [before = null] = readCursor(cursor, ['number']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const requirement = await getVisibleRequirement(view, actor, requirementId)
      refuseUnless(maySeeWhoChanged(actor, requirement), actor, requirement, 'the buyer and the officers')
      const found = await listHistory(view, requirementId, actor.organisationId, before, limit + 1)
      return pageOf(found, limit, ({ sequence }) => [sequence], entryOf)
    })
  }
}

function entryOf({ at, action, personName, organisationName, details }: HistoryRow): HistoryEntry {
  const { reason } = (details === null ? {} : JSON.parse(details.toString('utf8'))) as { reason?: string }
  return { at, action, words: wordsForAct(action), refused: isRefusal(action), reason: reason ?? null, by: personName ?? organisationName }
}
