import { oneRow, rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { daysUntil } from '../library/domain/expiry.js'
import { currentSet } from '../library/question-sets.js'
import { IS_STANDING_NOW } from './membership-queries.js'

export const REVIEW_KINDS = ['answer-changed', 'new-model-version', 'incident', 'expired'] as const

export type ReviewKind = (typeof REVIEW_KINDS)[number]

export const REVIEW_OUTCOMES = ['accepted', 'not-accepted'] as const

export type ReviewOutcome = (typeof REVIEW_OUTCOMES)[number]

/** What an officer has to look at again while a membership goes on. */
export interface ReviewSummary {
  id: string
  membershipId: string
  supplierId: string
  supplierName: string
  categoryTitle: string
  kind: ReviewKind
  /** The question whose answer it is about; null of an incident. */
  question: string | null
  /** What happened, as the supplier tells it, or why an officer wants another look. */
  account: string | null
  happenedOn: string | null
  product: string | null
  /** Null where the marketplace opened it. */
  openedByName: string | null
  openedAt: Instant
  /** When an answer last changed under it. */
  renewedAt: Instant
  /** The last day that officers set themselves, in London. */
  dueOn: string
  outcome: ReviewOutcome | null
  reason: string | null
  settledByName: string | null
  settledAt: Instant | null
}

export const REVIEW = `
  SELECT v.id, v.membership_id AS "membershipId", v.supplier_id AS "supplierId", s.name AS "supplierName", c.title AS "categoryTitle", v.kind,
         w.question_id AS question, v.account, v.happened_on::text AS "happenedOn", v.product, o.name AS "openedByName", v.opened_at AS "openedAt",
         v.renewed_at AS "renewedAt", v.due_on::text AS "dueOn", v.outcome, v.reason, d.name AS "settledByName", v.settled_at AS "settledAt"
  FROM membership_review v JOIN membership m ON m.id = v.membership_id JOIN agreement a ON a.id = m.agreement_id JOIN category c ON c.id = m.category_id
  JOIN organisation s ON s.id = v.supplier_id LEFT JOIN application_answer w ON w.id = v.new_pin
  LEFT JOIN person o ON o.id = v.opened_by LEFT JOIN person d ON d.id = v.settled_by`

/** Those of a membership, the open ones first, then the newest. */
export async function listReviewsOf(view: Readable, membershipId: string, limit: number, cursor?: string): Promise<Page<ReviewSummary>> {
  const [settled, ...after] = readCursor(cursor, ['count', 'instant', 'uuid']) ?? []
  const found = await rows<ReviewSummary>(
    view,
    `${REVIEW} WHERE v.membership_id = $1 AND ($2::int IS NULL OR ${IS_SETTLED} > $2 OR (${IS_SETTLED} = $2 AND (v.opened_at, v.id) < ($3, $4::uuid)))
     ORDER BY ${IS_SETTLED}, v.opened_at DESC, v.id DESC LIMIT $5`,
    [membershipId, settled ?? null, after[0] ?? null, after[1] ?? null, limit + 1],
  )
  return pageOf(found, limit, ({ outcome, openedAt, id }) => [outcome === null ? '0' : '1', openedAt, id])
}

/** SQL: of review `v`, 1 once it is settled. */
const IS_SETTLED = '(v.outcome IS NOT NULL)::int'

/** SQL: of review `v` of membership `m` of agreement `a`, that it waits for an officer. */
export const REVIEW_WAITS = `v.outcome IS NULL AND ${IS_STANDING_NOW}`

export interface ReviewCounts {
  open: number
  /** Those past the last day that officers set themselves. */
  overdue: number
}

/** SQL: a row of those counts. */
export const OPEN_REVIEWS = `
  SELECT count(*)::int AS open, (count(*) FILTER (WHERE v.due_on < (SELECT (market_now() AT TIME ZONE 'Europe/London')::date)))::int AS overdue
  FROM membership_review v JOIN membership m ON m.id = v.membership_id JOIN agreement a ON a.id = m.agreement_id WHERE ${REVIEW_WAITS}`

export const countOpenReviews = (view: Readable): Promise<ReviewCounts> => oneRow<ReviewCounts>(view, OPEN_REVIEWS)

/** An answer that officers were given with a day after which it is out of date. */
export interface ExpiringAnswer {
  question: string
  expiresOn: string
  /** The nearest of the days before at which its supplier is reminded, such as 60, 30 and 0; the last also after that. */
  within: number
}

/** Of the newest pins of an application those that run out so soon that their supplier is reminded, or have. */
export async function listExpiring(view: Readable, applicationId: string | null, today: string): Promise<ExpiringAnswer[]> {
  const { daysBefore } = currentSet().reminders
  const found = await rows<Omit<ExpiringAnswer, 'within'>>(
    view,
    `SELECT question_id AS question, expires_on::text AS "expiresOn"
     FROM (SELECT DISTINCT ON (answer_id) question_id, expires_on FROM application_answer WHERE application_id = $1 ORDER BY answer_id, version DESC) newest
     WHERE expires_on <= $2::date + $3::int ORDER BY expires_on, question_id`,
    [applicationId, today, Math.max(...daysBefore)],
  )
  return found.map(each => ({ ...each, within: Math.min(...daysBefore.filter(mark => daysUntil(today, each.expiresOn) <= mark)) }))
}
