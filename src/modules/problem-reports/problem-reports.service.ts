import { Injectable } from '@nestjs/common'

import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { DomainError, Forbidden, NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newId } from '../../shared/ids.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { getVisibleRequirement } from '../requirements/requirement-guards.js'
import { recordAudit } from '../audit/record-audit.js'
import { getBid } from '../bids/bid-queries.js'
import { mayUseWorkingCopy } from '../bids/domain/bid-policy.js'
import { publish } from '../outbox/publish.js'
import { mayReadProblemReports } from './domain/problem-report-policy.js'

export interface Problem {
  text: string
  /** The X-Request-Id of the answer that showed it. */
  requestId?: string | undefined
}

/** Proof that a problem was reported, and when. A type and not an interface, so that it can be kept as an outcome. */
export type Reported = Readonly<{ id: string; requirementId: string; reportedAt: Instant }>

export interface ProblemReport extends Reported {
  requirementTitle: string
  supplierId: string
  supplierName: string
  text: string
  requestId: string | null
}

/** For one supplier and requirement. Own figure: far more than anybody types, far less than a loop sends. */
const MOST_AN_HOUR = 60

@Injectable()
export class ProblemReportsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Takes down a problem on the way to a bid, at any time, after the deadline as well. */
  reportForBid(actor: Actor, bidId: string, problem: Problem, repeat: RepeatKey | null): Promise<Reported> {
    return this.report(actor, problem, repeat, async tx => {
      const bid = await getBid(tx, bidId)
      if (!mayUseWorkingCopy(actor, bid)) throw new NotFound('bid')
      return bid.requirementId
    })
  }

  /** The same where there is no bid, perhaps because of the problem. */
  reportForRequirement(actor: Actor, requirementId: string, problem: Problem, repeat: RepeatKey | null): Promise<Reported> {
    return this.report(actor, problem, repeat, async tx => {
      await getVisibleRequirement(tx, actor, requirementId)
      return requirementId
    })
  }

  /** All reports, newest first. They say who asks about what, and not whether there is a bid. */
  list(actor: Actor, limit: number, cursor: string | undefined): Promise<Page<ProblemReport>> {
    if (!mayReadProblemReports(actor))
      throw new Forbidden('problem-reports-not-yours', 'Problem reports are for officers who work for no supplier.')
    const [reportedAt = null, id = null] = readCursor(cursor, ['instant', 'uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const found = await rows<ProblemReport>(
        view,
        `SELECT r.id, r.requirement_id AS "requirementId", q.title AS "requirementTitle", r.reported_at AS "reportedAt",
                r.supplier_id AS "supplierId", o.name AS "supplierName", r.text, r.request_id AS "requestId"
         FROM problem_report r JOIN organisation o ON o.id = r.supplier_id JOIN requirement q ON q.id = r.requirement_id
         WHERE $1::timestamptz IS NULL OR (r.reported_at, r.id) < ($1, $2::uuid) ORDER BY r.reported_at DESC, r.id DESC LIMIT $3`,
        [reportedAt, id, limit + 1],
      )
      return pageOf(
        found,
        limit,
        report => [report.reportedAt, report.id],
        report => report,
      )
    })
  }

  private report(
    actor: Actor,
    { text, requestId }: Problem,
    repeat: RepeatKey | null,
    findRequirement: (tx: Tx) => Promise<string>,
  ): Promise<Reported> {
    return runOnce(this.unitOfWork, actor, repeat, async tx => {
      const requirementId = await findRequirement(tx)
      await refuseTooMany(tx, actor.organisationId, requirementId)
      const id = newId()
      const { reportedAt } = await oneRow<{ reportedAt: Instant }>(
        tx,
        `INSERT INTO problem_report (id, requirement_id, supplier_id, person_id, reported_at, text, request_id)
         VALUES ($1, $2, $3, $4, market_now(), $5, $6) RETURNING reported_at AS "reportedAt"`,
        [id, requirementId, actor.organisationId, actor.personId, text, requestId ?? null],
      )
      await publish(tx, { type: 'problem.reported', payload: { reportId: id, requirementId } })
      await recordAudit(tx, actor, 'problem.reported', { type: 'problem-report', id, stream: `organisation:${actor.organisationId}` })
      return { id, requirementId, reportedAt }
    })
  }
}

class TooManyProblemReports extends DomainError {
  constructor(retryAfterSeconds: number) {
    const detail = `Your organisation has reported ${MOST_AN_HOUR} problems with this requirement within an hour; all are on record. Wait ${retryAfterSeconds} seconds, or put the rest into one report.`
    super('too-many', 'too-many-problem-reports', detail, [], { retryAfterSeconds })
  }
}

async function refuseTooMany(tx: Tx, supplierId: string, requirementId: string): Promise<void> {
  const full = await firstRow<{ retryAfterSeconds: number }>(
    tx,
    `SELECT ceil(extract(epoch FROM reported_at + interval '1 hour' - market_now()))::int AS "retryAfterSeconds" FROM problem_report
     WHERE supplier_id = $1 AND requirement_id = $2 AND reported_at > market_now() - interval '1 hour'
     ORDER BY reported_at DESC OFFSET ${MOST_AN_HOUR - 1} LIMIT 1`,
    [supplierId, requirementId],
  )
  if (full !== null) throw new TooManyProblemReports(full.retryAfterSeconds)
}
