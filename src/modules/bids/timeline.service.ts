import { Injectable } from '@nestjs/common'

import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { getVisibleRequirement } from '../requirements/requirement-guards.js'
import { getBid } from './bid-queries.js'
import { mayUseWorkingCopy } from './domain/bid-policy.js'
import { wordsFor, wordsForOutcome } from './domain/timeline.js'
import type { TimelineEntryDto } from './timeline.dto.js'
import { listTimeline, type TimelineOf, type TimelineRow } from './timeline-queries.js'

@Injectable()
export class TimelineService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** What happened to a bid, for its supplier: newest first. */
  ofBid(actor: Actor, bidId: string, limit: number, cursor: string | undefined): Promise<Page<TimelineEntryDto>> {
    return this.page(actor, limit, cursor, async view => {
      const bid = await getBid(view, bidId)
      if (!mayUseWorkingCopy(actor, bid)) throw new NotFound('bid')
      return { supplierId: bid.supplierId, requirementId: bid.requirementId, bidId }
    })
  }

  /** What the acting supplier did about a requirement, with all its bids and with what was refused before there was one: newest first. */
  ofRequirement(actor: Actor, requirementId: string, limit: number, cursor: string | undefined): Promise<Page<TimelineEntryDto>> {
    return this.page(actor, limit, cursor, async view => {
      await getVisibleRequirement(view, actor, requirementId)
      return { supplierId: actor.organisationId, requirementId, bidId: null }
    })
  }

  private page(
    actor: Actor,
    limit: number,
    cursor: string | undefined,
    find: (view: Readable) => Promise<TimelineOf>,
  ): Promise<Page<TimelineEntryDto>> {
    const after = readCursor(cursor, ['instant', 'uuid']) ?? []
    return this.unitOfWork.read(actor, async view =>
      pageOf(await listTimeline(view, await find(view), after, limit + 1), limit, ({ recordedAt, id }) => [recordedAt, id], entryOf),
    )
  }
}

/** What the chain keeps beside an act or a refusal. */
interface Details {
  receivedAt?: Instant
  decidedAt?: Instant
  number?: number
  code?: string
  reason?: string
  rules?: string[]
  /** Of a check after an amendment: the version that was checked, what came out, and the rules that block. */
  version?: number
  outcome?: string
  blocking?: string[]
}

function entryOf({ ownDetails, subjectType, subjectId, ...row }: TimelineRow): TimelineEntryDto {
  const details = ownDetails === null ? {} : (JSON.parse(ownDetails.toString('utf8')) as Details)
  const { receivedAt, decidedAt, code, outcome } = details
  const { id, recordedAt, action, personId, personTitle, problem } = row
  return {
    id,
    at: receivedAt ?? decidedAt ?? recordedAt,
    recordedAt,
    action,
    words: wordsFor(action, details.reason ?? (outcome === undefined ? null : wordsForOutcome(outcome))),
    bidId: subjectType === 'bid' ? subjectId : null,
    version: details.number ?? details.version ?? null,
    code: code ?? null,
    rules: details.rules ?? details.blocking ?? [],
    personId,
    personTitle,
    problem,
  }
}
