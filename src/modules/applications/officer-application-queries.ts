import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Sealing } from '../../shared/sealing.js'
import type { Identifiers } from '../identity/domain/identifiers.js'
import type { MembershipState } from '../memberships/domain/membership-lifecycle.js'
import { STANDING_NOW } from '../memberships/membership-queries.js'
import type { ApplicationState } from './domain/application-lifecycle.js'
import type { ExclusionOutcome, GroundKind } from './domain/exclusion-grounds.js'
import { saidOf } from './sealed-applications.js'

/** What an officer found, said or decided, by whom and when. */
interface Recorded {
  id: string
  byName: string
  at: Instant
}

export interface CategoryCriterion {
  id: string
  number: number
  text: string
}

export interface Finding extends Recorded {
  criterionId: string
  met: boolean
  reason: string
}

export const CLAIM_VERDICTS = ['accepted', 'queried', 'rejected'] as const

export type ClaimVerdictKind = (typeof CLAIM_VERDICTS)[number]

export interface ClaimVerdict extends Recorded {
  /** The pinned version that it is about. */
  pinId: string
  verdict: ClaimVerdictKind
  reason: string | null
}

export interface FinanceOverride extends Recorded {
  pinId: string
  score: number | null
  threshold: number
  reason: string
}

export interface ApplicationMessage extends Recorded {
  side: 'officer' | 'supplier'
  question: string | null
  text: string
  replyBy: string | null
}

export interface ExclusionCase {
  id: string
  ground: string
  kind: GroundKind
  evidence: string
  replyBy: string
  raisedByName: string
  raisedAt: Instant
  reply: string | null
  repliedAt: Instant | null
  applies: boolean | null
  likelyToRecur: boolean | null
  outcome: ExclusionOutcome | null
  reason: string | null
  decidedByName: string | null
  decidedAt: Instant | null
}

/** Those of the category, which were frozen when its agreement opened. */
export const listCriteria = (view: Readable, categoryId: string): Promise<CategoryCriterion[]> =>
  rows(view, 'SELECT c.id, c.number, c.text FROM selection_criterion c WHERE c.category_id = $1 ORDER BY c.number', [categoryId])

/** The newest first: of each criterion the first counts. */
export const listFindings = (view: Readable, applicationId: string): Promise<Finding[]> =>
  rows(
    view,
    `SELECT f.id, f.criterion_id AS "criterionId", f.met, f.reason, p.name AS "byName", f.found_at AS at
     FROM application_finding f JOIN person p ON p.id = f.found_by WHERE f.application_id = $1 ORDER BY f.found_at DESC, f.id DESC`,
    [applicationId],
  )

/** The newest first: of each pin the first counts. */
export const listClaimVerdicts = (view: Readable, applicationId: string): Promise<ClaimVerdict[]> =>
  rows(
    view,
    `SELECT v.id, v.application_answer_id AS "pinId", v.verdict, v.reason, p.name AS "byName", v.given_at AS at
     FROM claim_verdict v JOIN person p ON p.id = v.given_by WHERE v.application_id = $1 ORDER BY v.given_at DESC, v.id DESC`,
    [applicationId],
  )

/** The newest first: of each pin the first counts. */
export const listFinanceOverrides = (view: Readable, applicationId: string): Promise<FinanceOverride[]> =>
  rows(
    view,
    `SELECT o.id, o.application_answer_id AS "pinId", o.score, o.threshold, o.reason, p.name AS "byName", o.given_at AS at
     FROM finance_override o JOIN person p ON p.id = o.given_by WHERE o.application_id = $1 ORDER BY o.given_at DESC, o.id DESC`,
    [applicationId],
  )

/** In the order in which it was said. */
export async function listMessages(view: Readable, sealing: Sealing, applicationId: string): Promise<ApplicationMessage[]> {
  const found = await rows<Omit<ApplicationMessage, 'text'> & { said: Buffer; supplierId: string }>(
    view,
    `SELECT m.id, m.side, m.question_id AS question, m.said, m.reply_by::text AS "replyBy", p.name AS "byName", m.said_at AS at, m.supplier_id AS "supplierId"
     FROM application_message m JOIN person p ON p.id = m.person_id WHERE m.application_id = $1 ORDER BY m.said_at, m.id`,
    [applicationId],
  )
  return found.map(({ said, supplierId, ...row }) => ({ ...row, text: String(sealing.unseal(said, saidOf(supplierId, row.id))) }))
}

/** In the order of the grounds. */
export const listExclusionCases = (view: Readable, applicationId: string): Promise<ExclusionCase[]> =>
  rows(
    view,
    `SELECT x.id, x.ground, x.kind, x.evidence, x.reply_by::text AS "replyBy", r.name AS "raisedByName", x.raised_at AS "raisedAt", x.reply,
            x.replied_at AS "repliedAt", x.applies, x.likely_to_recur AS "likelyToRecur", x.outcome, x.reason, d.name AS "decidedByName",
            x.decided_at AS "decidedAt"
     FROM exclusion_case x JOIN person r ON r.id = x.raised_by LEFT JOIN person d ON d.id = x.decided_by
     WHERE x.application_id = $1 ORDER BY x.ground`,
    [applicationId],
  )

/** The application with which the supplier was admitted last before this one, to whatever category. */
export const listAdmittedBefore = (
  view: Readable,
  supplierId: string,
  applicationId: string,
): Promise<{ id: string; categoryTitle: string; agreementName: string; decidedAt: Instant }[]> =>
  rows(
    view,
    `SELECT p.id, c.title AS "categoryTitle", a.name AS "agreementName", p.decided_at AS "decidedAt"
     FROM application p JOIN category c ON c.id = p.category_id JOIN agreement a ON a.id = p.agreement_id
     WHERE p.supplier_id = $1 AND p.id <> $2 AND p.state = 'admitted'
       AND p.decided_at < coalesce((SELECT decided_at FROM application WHERE id = $2), 'infinity')
     ORDER BY p.decided_at DESC LIMIT 1`,
    [supplierId, applicationId],
  )

/** Another application of the supplier, to whatever category, as it stands now. */
export interface OtherApplication {
  id: string
  categoryTitle: string
  agreementName: string
  state: ApplicationState
  receivedAt: Instant
  decidedAt: Instant | null
  /** Of a rejection that rests on exclusion: the question that asks about the ground, such as L202. */
  ground: string | null
  /** Grounds of exclusion that were put to the supplier in it, but those that came to nothing. */
  raised: string[]
  /** How the membership stands that it led to. */
  standing: MembershipState | null
}

/** The newest first, twenty at most: nobody decides without knowing of them, those that were withdrawn included. */
export const listOtherApplications = (view: Readable, supplierId: string, applicationId: string): Promise<OtherApplication[]> =>
  rows(
    view,
    `SELECT p.id, c.title AS "categoryTitle", a.name AS "agreementName", p.state, p.received_at AS "receivedAt", p.decided_at AS "decidedAt", p.ground,
            ARRAY(SELECT x.ground FROM exclusion_case x WHERE x.application_id = p.id AND x.outcome IS DISTINCT FROM 'no-exclusion' ORDER BY x.ground) AS raised,
            ${STANDING_NOW} AS standing
     FROM application p JOIN category c ON c.id = p.category_id JOIN agreement a ON a.id = p.agreement_id LEFT JOIN membership m ON m.application_id = p.id
     WHERE p.supplier_id = $1 AND p.id <> $2 AND p.received_at IS NOT NULL ORDER BY p.received_at DESC, p.id DESC LIMIT 20`,
    [supplierId, applicationId],
  )

/** Which declaration was signed, and the hash of its words; null of applications from before there was one. */
export const findSigned = (view: Readable, applicationId: string): Promise<{ name: string; hash: string } | null> =>
  firstRow(
    view,
    `SELECT p.declaration AS name, encode(p.declaration_hash, 'hex') AS hash FROM application p WHERE p.id = $1 AND p.declaration IS NOT NULL`,
    [applicationId],
  )

/** The official numbers that a supplier is registered with here. */
export const findRegisteredNumbers = (view: Readable, supplierId: string): Promise<Identifiers> =>
  oneRow(view, 'SELECT o.companies_house_number AS "companiesHouseNumber", o.ppon, o.duns FROM organisation o WHERE o.id = $1', [
    supplierId,
  ])

/** What an officer had declared about the supplier, and when. */
export interface DeclaredInterest {
  id: string
  byName: string
  hasInterest: boolean
  details: string
  at: Instant
}

/** Of everybody who did something about the application, in order. */
export const listInterestsDeclared = (view: Readable, supplierId: string, applicationId: string): Promise<DeclaredInterest[]> =>
  rows(
    view,
    `SELECT i.id, p.name AS "byName", i.has_interest AS "hasInterest", i.details, i.declared_at AS at
     FROM supplier_interest i JOIN person p ON p.id = i.person_id
     WHERE i.supplier_id = $1 AND EXISTS (SELECT FROM audit_event e WHERE e.subject_id = $2 AND e.person_id = i.person_id)
     ORDER BY i.declared_at, i.id`,
    [supplierId, applicationId],
  )

export interface ApplicationEvent {
  id: string
  at: Instant
  action: string
  byName: string | null
  hash: string
  details: unknown
}

/** What the chain of the supplier says of the application, in order, with the hash of each link. */
export async function listApplicationEvents(view: Readable, supplierId: string, applicationId: string): Promise<ApplicationEvent[]> {
  const found = await rows<Omit<ApplicationEvent, 'details'> & { content: Buffer | null }>(
    view,
    `SELECT e.id, e.occurred_at AS at, e.action, p.name AS "byName", encode(e.hash, 'hex') AS hash, d.content
     FROM audit_event e LEFT JOIN audit_detail d ON d.event_id = e.id LEFT JOIN person p ON p.id = e.person_id
     WHERE e.subject_id = $2 AND e.stream = $1 ORDER BY e.sequence`,
    [`organisation:${supplierId}`, applicationId],
  )
  return found.map(({ content, ...event }) => ({
    ...event,
    details: content === null ? null : (JSON.parse(content.toString('utf8')) as unknown),
  }))
}
