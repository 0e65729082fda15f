import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Envelopes } from '../bids/domain/bid-content.js'
import { unseal } from '../bids/sealing.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import type { VerdictFinding } from './domain/verdict.js'

export interface AuditSummary {
  id: string
  bidId: string
  requirementId: string
  requirementTitle: string
  tier: string
  state: 'open' | 'signed-off'
  createdAt: Instant
  verdicts: number
}

const SUMMARY = `
  SELECT a.id, a.bid_id AS "bidId", a.requirement_id AS "requirementId", r.title AS "requirementTitle", r.tier, a.state, a.created_at AS "createdAt",
         (SELECT count(*)::int FROM verdict v WHERE v.audit_id = a.id) AS verdicts
  FROM ethics_audit a JOIN requirement r ON r.id = a.requirement_id`

export const listAudits = (view: Readable, after: string | null, limit: number): Promise<AuditSummary[]> =>
  rows<AuditSummary>(view, `${SUMMARY} WHERE a.state = 'open' AND ($1::uuid IS NULL OR a.id > $1) ORDER BY a.id LIMIT $2`, [after, limit])

export async function getAudit(view: Readable, id: string): Promise<AuditSummary> {
  const audit = await firstRow<AuditSummary>(view, `${SUMMARY} WHERE a.id = $1`, [id])
  if (audit === null) throw new NotFound('ethics audit')
  return audit
}

/** Held against a second verdict on the same answer until the transaction ends. */
export async function lockAudit(view: Readable, id: string): Promise<AuditSummary> {
  await rows(view, 'SELECT id FROM ethics_audit WHERE id = $1 FOR UPDATE', [id])
  return getAudit(view, id)
}

export interface AuditedBid {
  ethicsAnswers: Envelopes['quality']['ethicsAnswers']
  report: CheckReport
}

/** The answers as submitted last, with the report of their check. */
export async function getAuditedBid(view: Readable, bidId: string): Promise<AuditedBid> {
  const row = await firstRow<{ quality: Buffer; report: Buffer }>(
    view,
    `SELECT v.quality, c.report FROM bid_version v JOIN check_report c ON c.id = v.report_id WHERE v.bid_id = $1 ORDER BY v.number DESC LIMIT 1`,
    [bidId],
  )
  if (row === null) throw new NotFound('bid')
  const { ethicsAnswers } = unseal(row.quality) as Envelopes['quality']
  return { ethicsAnswers, report: JSON.parse(row.report.toString('utf8')) as CheckReport }
}

export interface Verdict {
  id: string
  questionId: string
  finding: VerdictFinding
  reason: string
  clause: string | null
  givenAt: Instant
}

export const listVerdicts = (view: Readable, auditId: string): Promise<Verdict[]> =>
  rows<Verdict>(
    view,
    `SELECT id, question_id AS "questionId", finding, reason, clause, given_at AS "givenAt" FROM verdict WHERE audit_id = $1 ORDER BY question_id`,
    [auditId],
  )
