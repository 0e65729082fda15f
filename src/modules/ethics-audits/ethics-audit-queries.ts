import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Subject } from '../audit/record-audit.js'
import type { Tier } from '../guidelines/domain/risk-tier.js'
import type { JudgedBecause } from './domain/audit-method.js'
import type { AuditState } from './domain/ethics-audit-lifecycle.js'
import type { ReferralDecision } from './domain/sign-off.js'
import type { VerdictFinding } from './domain/verdict.js'

/** An audit as it is carried out: by which method, at which tier, and by which drawn seed. */
export interface EthicsAudit {
  id: string
  bidId: string
  requirementId: string
  supplierId: string
  state: AuditState
  revision: number
  tier: Tier
  method: string
  /** 64 hexadecimal digits. */
  seed: string
  drawnAt: Instant
}

const AUDIT = `
  SELECT id, bid_id AS "bidId", requirement_id AS "requirementId", supplier_id AS "supplierId", state, revision, tier, method,
         encode(seed, 'hex') AS seed, drawn_at AS "drawnAt"
  FROM ethics_audit WHERE drawn_at IS NOT NULL`

export async function getAudit(view: Readable, id: string): Promise<EthicsAudit> {
  return found(await firstRow<EthicsAudit>(view, `${AUDIT} AND id = $1`, [id]))
}

/** Held against every other change of the audit until the transaction ends. */
export async function lockAudit(tx: Tx, id: string): Promise<EthicsAudit> {
  return found(await firstRow<EthicsAudit>(tx, `${AUDIT} AND id = $1 FOR UPDATE`, [id]))
}

export const findAuditOfBid = (view: Readable, bidId: string): Promise<EthicsAudit | null> =>
  firstRow<EthicsAudit>(view, `${AUDIT} AND bid_id = $1`, [bidId])

function found(audit: EthicsAudit | null): EthicsAudit {
  if (audit === null) throw new NotFound('ethics audit')
  return audit
}

/** Every change is a revision of its own; answers the new one. */
export async function saveAudit(tx: Tx, { id, revision }: EthicsAudit, state: AuditState): Promise<number> {
  await tx.query('UPDATE ethics_audit SET state = $2, revision = $3 WHERE id = $1', [id, state, revision + 1])
  return revision + 1
}

/** Audits happen after the opening, so they stand in the requirement's chain. */
export const auditSubject = ({ id, requirementId }: Pick<EthicsAudit, 'id' | 'requirementId'>): Subject => ({
  type: 'ethics-audit',
  id,
  stream: `requirement:${requirementId}`,
})

export interface AnswerToBeJudged {
  questionId: string
  reasons: JudgedBecause[]
}

export const listAnswersToJudge = (view: Readable, auditId: string): Promise<AnswerToBeJudged[]> =>
  rows<AnswerToBeJudged>(
    view,
    'SELECT question_id AS "questionId", reasons FROM ethics_audit_answer WHERE audit_id = $1 ORDER BY question_id',
    [auditId],
  )

export interface Verdict {
  id: string
  questionId: string
  finding: VerdictFinding
  reason: string
  clause: string | null
  checked: string | null
  officerId: string
  givenAt: Instant
  revision: number
  /** By whom it was undone, and when; null while nobody has. */
  undoneBy: string | null
  undoneAt: Instant | null
}

/** All that were ever given, the oldest first: of several on one answer the last counts that was not undone. */
export const listVerdicts = (view: Readable, auditId: string): Promise<Verdict[]> =>
  rows<Verdict>(
    view,
    `SELECT v.id, v.question_id AS "questionId", v.finding, v.reason, v.clause, v.checked, v.officer_id AS "officerId", v.given_at AS "givenAt",
            v.revision, u.officer_id AS "undoneBy", u.undone_at AS "undoneAt"
     FROM verdict v LEFT JOIN undone_verdict u ON u.verdict_id = v.id WHERE v.audit_id = $1 ORDER BY v.revision`,
    [auditId],
  )

/** Whether a verdict `v` was not undone. */
export const NOT_UNDONE = 'NOT EXISTS (SELECT FROM undone_verdict u WHERE u.verdict_id = v.id)'

/** The verdict that counts on each answer. */
export const standingVerdicts = (verdicts: readonly Verdict[]): ReadonlyMap<string, Verdict> =>
  new Map(verdicts.filter(({ undoneAt }) => undoneAt === null).map(verdict => [verdict.questionId, verdict]))

/**
 * Whether a message `m` of an audit `a` is a question to the supplier, the last word of its thread, on an answer that is still queried in an audit
 * that is not signed off.
 */
export const IS_UNANSWERED_QUERY = `
  m.due_at IS NOT NULL AND a.state <> 'signed-off'
  AND NOT EXISTS (SELECT FROM ethics_audit_message n WHERE n.audit_id = m.audit_id AND n.question_id = m.question_id AND n.revision > m.revision)
  AND 'queried' = (SELECT v.finding FROM verdict v WHERE v.audit_id = m.audit_id AND v.question_id = m.question_id AND ${NOT_UNDONE} ORDER BY v.revision DESC LIMIT 1)`

export interface SignOff {
  place: 'only' | 'first' | 'second'
  personId: string
  signedAt: Instant
  revision: number
  referrals: ReferralDecision[]
}

export const listSignOffs = (view: Readable, auditId: string): Promise<SignOff[]> =>
  rows<SignOff>(
    view,
    `SELECT place, person_id AS "personId", signed_at AS "signedAt", revision, referrals
     FROM ethics_audit_sign_off WHERE audit_id = $1 ORDER BY revision`,
    [auditId],
  )
