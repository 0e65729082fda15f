import { Injectable } from '@nestjs/common'

import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { findWork, type OfficerWork } from '../applications/officer-work.js'
import { Sealing } from '../bids/sealing.js'
import type { NamedInNotice } from '../guidelines/domain/answer-in-words.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { namedInNotice } from '../requirements/domain/named-in-notice.js'
import { pinnedVersions } from '../requirements/pinned-versions.js'
import { getRequirement } from '../requirements/requirement-queries.js'
import { getReadableAudit, refuseUnlessReader } from './audit-access.js'
import { type AuditCounts, countAudits } from './audit-counts.js'
import { listMessages } from './audit-messages.js'
import { type AuditSummary, findSummary, listAudits } from './audit-queue.js'
import { threadsOf } from './audit-thread.js'
import { type AuditView, viewOf } from './audit-view.js'
import { getAuditedBid, listAuditedFiles, shownAnswersOf, traceAsChecked } from './audited-bid.js'
import type { AuditFilter } from './domain/audit-filter.js'
import { listAnswersToJudge, listSignOffs, listVerdicts } from './ethics-audit-queries.js'
import { listViews, type SavedView } from './saved-views.service.js'

export interface AuditQueue {
  page: Page<AuditSummary>
  counts: AuditCounts
  /** One's own, by name. */
  views: SavedView[]
  /** What else waits for officers; null for whoever has no part in it. */
  work: OfficerWork | null
}

export interface AuditWithNotice {
  audit: AuditView
  notice: NamedInNotice
}

@Injectable()
export class EthicsAuditsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly guidelines: GuidelinesService,
    private readonly sealing: Sealing,
  ) {}

  /** The audits to carry out, in the order asked for; nothing of any bid's content. */
  list(actor: Actor, filter: AuditFilter, limit: number, cursor: string | undefined): Promise<Page<AuditSummary>> {
    refuseUnlessReader(actor)
    const listIn = listingOf(actor, filter, limit, cursor)
    return this.unitOfWork.read(actor, listIn)
  }

  /** How many of those that are not signed off each choice of a filter would show. */
  count(actor: Actor, filter: AuditFilter): Promise<AuditCounts> {
    refuseUnlessReader(actor)
    return this.unitOfWork.read(actor, view => countAudits(view, actor.personId, filter))
  }

  /** Both, with the filters that the person keeps and what else waits, in one snapshot and one round trip. */
  queue(actor: Actor, filter: AuditFilter, limit: number, cursor: string | undefined): Promise<AuditQueue> {
    refuseUnlessReader(actor)
    const listIn = listingOf(actor, filter, limit, cursor)
    return this.unitOfWork.readAtOnce(actor, async view => {
      const [page, counts, views, work] = await Promise.all([
        listIn(view),
        countAudits(view, actor.personId, filter),
        listViews(view, actor),
        findWork(view, actor),
      ])
      return { page, counts, views, work }
    })
  }

  /** What the queue says of one audit; for that nobody needs to declare interests. */
  summary(actor: Actor, id: string): Promise<AuditSummary> {
    refuseUnlessReader(actor)
    return this.unitOfWork.read(actor, view => getSummary(view, id))
  }

  /** One audit, answer by answer, with all that there is to judge it by; only after declaring interests. */
  get(actor: Actor, id: string): Promise<AuditView> {
    return this.unitOfWork.read(actor, async view => (await this.read(view, actor, id)).audit)
  }

  /** The same with what the answers name of the requirement, in words. */
  getWithNotice(actor: Actor, id: string): Promise<AuditWithNotice> {
    return this.unitOfWork.read(actor, view => this.read(view, actor, id))
  }

  private async read(view: Readable, actor: Actor, id: string): Promise<AuditWithNotice> {
    const audit = await getReadableAudit(view, actor, id)
    const [summary, requirement, bid, verdicts, messages, toJudge, signOffs] = await Promise.all([
      getSummary(view, id),
      getRequirement(view, audit.requirementId),
      getAuditedBid(view, audit.bidId),
      listVerdicts(view, id),
      listMessages(view, this.sealing, audit),
      listAnswersToJudge(view, id),
      listSignOffs(view, id),
    ])
    const files = await listAuditedFiles(view, this.sealing, audit, bid)
    const shown = viewOf({
      summary,
      audit,
      bid,
      files,
      reader: this.guidelines.reader(pinnedVersions(requirement)),
      shown: shownAnswersOf(this.guidelines, requirement, bid.quality.ethicsAnswers),
      traces: await traceAsChecked(this.guidelines, this.sealing, view, requirement, audit, bid, files),
      toJudge,
      verdicts,
      messages,
      threads: threadsOf(audit, verdicts, messages),
      signOffs,
    })
    return { audit: shown, notice: namedInNotice(requirement.content) }
  }
}

function listingOf(
  actor: Actor,
  filter: AuditFilter,
  limit: number,
  cursor: string | undefined,
): (view: Readable) => Promise<Page<AuditSummary>> {
  const { sort } = filter
  const after = readCursor(cursor, [{ exactly: sort }, sort === 'due' ? 'instant' : 'count', 'uuid'])?.slice(1) ?? []
  return async view =>
    pageOf(
      await listAudits(view, actor.personId, filter, after, limit + 1),
      limit,
      ({ sortedBy, id }) => [sort, String(sortedBy), id],
      ({ sortedBy: _, ...audit }) => audit,
    )
}

async function getSummary(view: Readable, id: string): Promise<AuditSummary> {
  const summary = await findSummary(view, id)
  if (summary === null) throw new NotFound('ethics audit')
  return summary
}
