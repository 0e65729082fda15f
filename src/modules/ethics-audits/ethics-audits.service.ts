import { Injectable } from '@nestjs/common'

import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { pinnedVersions } from '../requirements/pinned-versions.js'
import { getRequirement } from '../requirements/requirement-queries.js'
import { getReadableAudit, refuseUnlessReader } from './audit-access.js'
import { type AuditCounts, countAudits } from './audit-counts.js'
import { type AuditSummary, findSummary, listAudits } from './audit-queue.js'
import { threadsOf } from './audit-thread.js'
import { type AuditView, viewOf } from './audit-view.js'
import { getAuditedBid, listAuditedFiles, shownAnswersOf, traceAsChecked } from './audited-bid.js'
import type { AuditFilter } from './domain/audit-filter.js'
import { listAnswersToJudge, listMessages, listSignOffs, listVerdicts } from './ethics-audit-queries.js'

@Injectable()
export class EthicsAuditsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly guidelines: GuidelinesService,
  ) {}

  /** The audits to carry out, in the order asked for; nothing of any bid's content. */
  list(actor: Actor, filter: AuditFilter, limit: number, cursor: string | undefined): Promise<Page<AuditSummary>> {
    refuseUnlessReader(actor)
    const { sort } = filter
    const after = readCursor(cursor, [{ exactly: sort }, sort === 'due' ? 'instant' : 'count', 'uuid'])?.slice(1) ?? []
    return this.unitOfWork.read(actor, async view =>
      pageOf(
        await listAudits(view, actor.personId, filter, after, limit + 1),
        limit,
        ({ sortedBy, id }) => [sort, String(sortedBy), id],
        ({ sortedBy: _, ...audit }) => audit,
      ),
    )
  }

  /** How many of those that are not signed off each choice of a filter would show. */
  count(actor: Actor, filter: AuditFilter): Promise<AuditCounts> {
    refuseUnlessReader(actor)
    return this.unitOfWork.read(actor, view => countAudits(view, actor.personId, filter))
  }

  /** What the queue says of one audit; for that nobody needs to declare interests. */
  summary(actor: Actor, id: string): Promise<AuditSummary> {
    refuseUnlessReader(actor)
    return this.unitOfWork.read(actor, view => getSummary(view, id))
  }

  /** One audit, answer by answer, with all that there is to judge it by; only after declaring interests. */
  get(actor: Actor, id: string): Promise<AuditView> {
    return this.unitOfWork.read(actor, view => this.read(view, actor, id))
  }

  private async read(view: Readable, actor: Actor, id: string): Promise<AuditView> {
    const audit = await getReadableAudit(view, actor, id)
    const summary = await getSummary(view, id)
    const requirement = await getRequirement(view, audit.requirementId)
    const bid = await getAuditedBid(view, audit.bidId)
    const files = await listAuditedFiles(view, audit, bid)
    const verdicts = await listVerdicts(view, id)
    const messages = await listMessages(view, id)
    return viewOf({
      summary,
      audit,
      bid,
      files,
      reader: this.guidelines.reader(pinnedVersions(requirement)),
      shown: shownAnswersOf(this.guidelines, requirement, bid.quality.ethicsAnswers),
      traces: await traceAsChecked(this.guidelines, view, requirement, audit, bid, files),
      toJudge: await listAnswersToJudge(view, id),
      verdicts,
      messages,
      threads: threadsOf(audit, verdicts, messages),
      signOffs: await listSignOffs(view, id),
    })
  }
}

async function getSummary(view: Readable, id: string): Promise<AuditSummary> {
  const summary = await findSummary(view, id)
  if (summary === null) throw new NotFound('ethics audit')
  return summary
}
