import { Injectable, type OnModuleInit } from '@nestjs/common'

import { canonicalBytes, sha256, shownHash } from '../../shared/canonical.js'
import { marketNow } from '../../shared/database/market-now.js'
import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import { type Readable, type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { type Actor, SYSTEM } from '../../shared/domain/actor.js'
import { Conflict } from '../../shared/domain/errors.js'
import { recordAudit } from '../audit/record-audit.js'
import type { Signed } from '../bids/domain/signed-document.js'
import { refuseUnlessReadable } from '../bids/opened-bids.service.js'
import { ReceiptKeys } from '../bids/receipt-keys.js'
import { EventHandlers } from '../outbox/event-handlers.js'
import { publish } from '../outbox/publish.js'
import { pinnedVersions } from '../requirements/pinned-versions.js'
import { getVisibleRequirement } from '../requirements/requirement-guards.js'
import { requirementSubject } from '../requirements/requirement-audit.js'
import { getRequirement } from '../requirements/requirement-queries.js'
import type { Requirement } from '../requirements/requirement.entity.js'
import type { BidReport, CompetitionReport } from './domain/audit-report.js'
import { getAudit } from './ethics-audit-queries.js'

/** A signed report, where there is one, with what people need to read it by. */
export interface NamedReport<Report> extends Progress {
  requirementId: string
  report: Report | null
  /** SHA-256 of its bytes. */
  hash: string | null
}

/** Signed reports, of one bid and of one competition, stored as bytes and given as they are. */
@Injectable()
export class EthicsReportsService implements OnModuleInit {
  constructor(
    private readonly handlers: EventHandlers,
    private readonly unitOfWork: UnitOfWork,
    private readonly keys: ReceiptKeys,
  ) {}

  onModuleInit(): void {
    this.handlers.register({
      name: 'make-ethics-report',
      on: 'ethics-audit.signed-off',
      handle: (tx, { payload }) => this.makeWhenComplete(tx, String(payload['requirementId'])),
    })
  }

  /** The report on one bid, for whoever may read the opened bid. */
  ofAudit(actor: Actor, auditId: string): Promise<Buffer> {
    return this.unitOfWork.read(actor, async view => {
      const { requirementId } = await getAudit(view, auditId)
      await refuseUnlessReadable(view, actor, requirementId)
      const row = await firstRow<{ report: Buffer }>(view, 'SELECT report FROM ethics_audit_report WHERE audit_id = $1', [auditId])
      if (row === null) throw new Conflict('audit-not-signed-off', 'There is no report before the audit is signed off.')
      return row.report
    })
  }

  /** The report on all bids of a competition. */
  ofRequirement(actor: Actor, requirementId: string): Promise<Buffer> {
    return this.unitOfWork.read(actor, async view => {
      await refuseUnlessReadable(view, actor, requirementId)
      const row = await firstRow<{ report: Buffer }>(view, 'SELECT report FROM ethics_report WHERE requirement_id = $1', [requirementId])
      if (row === null)
        throw new Conflict('ethics-report-not-ready', 'There is no report on the competition before every audit of it is signed off.')
      return row.report
    })
  }

  /** The report on one bid with what people call its supplier and its competition; null before the audit is signed off. */
  bid(actor: Actor, auditId: string): Promise<NamedReport<Signed<BidReport>>> {
    return this.unitOfWork.read(actor, async view => {
      const { requirementId } = await getAudit(view, auditId)
      await refuseUnlessReadable(view, actor, requirementId)
      return named(view, requirementId, 'SELECT report FROM ethics_audit_report WHERE audit_id = $1', auditId)
    })
  }

  /** The same of a competition; null before every audit of it is signed off. */
  competition(actor: Actor, requirementId: string): Promise<NamedReport<Signed<CompetitionReport>>> {
    return this.unitOfWork.read(actor, async view => {
      await refuseUnlessReadable(view, actor, requirementId)
      return named(view, requirementId, 'SELECT report FROM ethics_report WHERE requirement_id = $1', requirementId)
    })
  }

  /** The competition of an audit, for whoever may see that; not yet whether they may read its bids. */
  requirementOf(actor: Actor, auditId: string): Promise<string> {
    return this.unitOfWork.read(actor, async view => {
      const { requirementId } = await getAudit(view, auditId)
      return (await getVisibleRequirement(view, actor, requirementId)).id
    })
  }

  /** Each sign-off looks, after it was committed, whether it was the last: then the one report is made. */
  private async makeWhenComplete(tx: Tx, requirementId: string): Promise<void> {
    const open = await firstRow(tx, `SELECT id FROM ethics_audit WHERE requirement_id = $1 AND state <> 'signed-off' LIMIT 1`, [
      requirementId,
    ])
    if (open !== null) return
    const requirement = await getRequirement(tx, requirementId)
    const report = this.keys.signReport(await competitionReportOf(tx, requirement))
    const bytes = canonicalBytes(report)
    const made = await firstRow(
      tx,
      'INSERT INTO ethics_report (requirement_id, report, made_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING requirement_id',
      [requirementId, bytes, report.madeAt],
    )
    if (made === null) return
    await publish(tx, { type: 'ethics-report.made', payload: { requirementId } })
    await recordAudit(tx, SYSTEM, 'ethics-report.made', requirementSubject(requirementId), { hash: shownHash(sha256(bytes)) })
  }
}

/** What the audits of a competition have come to, with its title. */
interface Progress {
  title: string
  audits: number
  signedOff: number
  /** By the ids of the suppliers. */
  names: Readonly<Record<string, string>>
}

async function named<Report>(view: Readable, requirementId: string, find: string, id: string): Promise<NamedReport<Report>> {
  const progress = await oneRow<Progress>(
    view,
    `SELECT r.title, count(a.id)::int AS audits, count(*) FILTER (WHERE a.state = 'signed-off')::int AS "signedOff",
            coalesce(jsonb_object_agg(o.id, o.name) FILTER (WHERE o.id IS NOT NULL), '{}') AS names
     FROM requirement r LEFT JOIN ethics_audit a ON a.requirement_id = r.id LEFT JOIN organisation o ON o.id = a.supplier_id
     WHERE r.id = $1 GROUP BY r.id`,
    [requirementId],
  )
  const row = await firstRow<{ report: Buffer }>(view, find, [id])
  const report = row === null ? null : (JSON.parse(row.report.toString('utf8')) as Report)
  return { requirementId, ...progress, report, hash: row === null ? null : shownHash(sha256(row.report)) }
}

async function competitionReportOf(tx: Tx, requirement: Requirement): Promise<CompetitionReport> {
  const { guideline, edition, questionnaire, ruleSet } = pinnedVersions(requirement)
  const found = await rows<{ report: Buffer }>(
    tx,
    'SELECT p.report FROM ethics_audit a JOIN ethics_audit_report p ON p.audit_id = a.id WHERE a.requirement_id = $1 ORDER BY a.bid_id',
    [requirement.id],
  )
  return {
    document: 'ethics-report',
    schema: 1,
    requirementId: requirement.id,
    ...{ guideline, edition, questionnaire, ruleSet },
    bids: found.map(({ report }) => {
      const { auditId, bidId, supplierId, version, contentCommitment, tier, outcome, clauses } = JSON.parse(
        report.toString('utf8'),
      ) as Signed<BidReport>
      return { auditId, bidId, supplierId, version, contentCommitment, tier, outcome, clauses, auditReportHash: shownHash(sha256(report)) }
    }),
    madeAt: await marketNow(tx),
  }
}
