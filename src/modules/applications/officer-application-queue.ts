import { oneRow, rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Keyset } from '../../shared/keyset.js'
import { WAITING } from './application-queries.js'
import type { ApplicationState } from './domain/application-lifecycle.js'

/** Those that officers may see: all that were received. */
export const RECEIVED_STATES = [
  'submitted',
  'under-review',
  'clarification',
  'admitted',
  'rejected',
  'withdrawn',
] as const satisfies readonly ApplicationState[]

/** What the queue shows; left out: all that wait for a decision. */
export interface QueueFilter {
  state?: ApplicationState | undefined
  agreementId?: string | undefined
  categoryId?: string | undefined
  /** Claimed by the reader. */
  mine?: boolean | undefined
  unclaimed?: boolean | undefined
  overdue?: boolean | undefined
  /** Their last day is near: how near is a figure. */
  dueSoon?: boolean | undefined
}

/** One row of the queue: nothing of what the supplier answers. */
export interface QueuedApplication {
  id: string
  agreementName: string
  categoryTitle: string
  supplierId: string
  supplierName: string
  state: ApplicationState
  receivedAt: Instant
  dueOn: string
  isOverdue: boolean
  isExtended: boolean
  officerName: string | null
  /** By when the supplier is to reply to what was asked last, where that is open. */
  replyBy: string | null
}

export interface QueueCounts {
  waiting: number
  mine: number
  unclaimed: number
  clarification: number
  overdue: number
  /** Not over yet, and near. */
  dueSoon: number
}

const TODAY = `((SELECT market_now()) AT TIME ZONE 'Europe/London')::date`

const OVERDUE = `(${WAITING} AND p.due_on < ${TODAY})`

/** So many days before the last one as the figure in force says. */
const DUE_SOON = `(${WAITING} AND p.due_on BETWEEN ${TODAY} AND ${TODAY} + (
  SELECT f.value::int FROM legal_figure f WHERE f.key = 'application-due-soon' AND f.first_day <= ${TODAY}
    AND (f.day_after_last IS NULL OR f.day_after_last > ${TODAY})))`

/** Whoever declared an interest in a supplier finds none of its applications; $1 is the reader. */
const VISIBLE = `
  p.received_at IS NOT NULL
  AND NOT EXISTS (SELECT FROM supplier_interest i WHERE i.supplier_id = p.supplier_id AND i.person_id = $1 AND i.has_interest)`

const CHOSEN = `
  ($2::uuid IS NULL OR p.agreement_id = $2) AND ($3::uuid IS NULL OR p.category_id = $3)`

const chosen = (personId: string, { agreementId, categoryId }: QueueFilter): unknown[] => [
  personId,
  agreementId ?? null,
  categoryId ?? null,
]

/** One query for a page, what is due first standing first; `after` is the due day and id of the row before it. */
export const listQueue = (
  view: Readable,
  personId: string,
  filter: QueueFilter,
  after: Keyset,
  limit: number,
): Promise<QueuedApplication[]> =>
  rows<QueuedApplication>(
    view,
    `SELECT p.id, a.name AS "agreementName", c.title AS "categoryTitle", p.supplier_id AS "supplierId", s.name AS "supplierName", p.state,
            p.received_at AS "receivedAt", p.due_on::text AS "dueOn", ${OVERDUE} AS "isOverdue", p.extended_at IS NOT NULL AS "isExtended",
            o.name AS "officerName", CASE WHEN p.state = 'clarification' THEN
              (SELECT m.reply_by::text FROM application_message m WHERE m.application_id = p.id AND m.side = 'officer' ORDER BY m.said_at DESC, m.id DESC LIMIT 1)
            END AS "replyBy"
     FROM application p JOIN agreement a ON a.id = p.agreement_id JOIN category c ON c.id = p.category_id
     JOIN organisation s ON s.id = p.supplier_id LEFT JOIN person o ON o.id = p.officer_id
     WHERE ${VISIBLE} AND ${CHOSEN} AND ${filter.state === undefined ? WAITING : 'p.state = $9'} AND ($9::text IS NULL OR p.state = $9)
       AND ($4::boolean IS NULL OR (p.officer_id IS NOT DISTINCT FROM $1) = $4) AND ($5::boolean IS NULL OR (p.officer_id IS NULL) = $5)
       AND ($6::boolean IS NULL OR ${OVERDUE} = $6) AND ($11::boolean IS NULL OR ${DUE_SOON} = $11)
       AND ($7::date IS NULL OR (p.due_on, p.id) > ($7, $8::uuid))
     ORDER BY p.due_on, p.id LIMIT $10`,
    [
      ...chosen(personId, filter),
      filter.mine ?? null,
      filter.unclaimed ?? null,
      filter.overdue ?? null,
      after[0] ?? null,
      after[1] ?? null,
      filter.state ?? null,
      limit,
      filter.dueSoon ?? null,
    ],
  )

/** Of those that wait for a decision, in the agreement and category that are chosen. */
export const countQueue = (view: Readable, personId: string, filter: QueueFilter): Promise<QueueCounts> =>
  oneRow<QueueCounts>(
    view,
    `SELECT count(*)::int AS waiting, count(*) FILTER (WHERE p.officer_id = $1)::int AS mine, count(*) FILTER (WHERE p.officer_id IS NULL)::int AS unclaimed,
            count(*) FILTER (WHERE p.state = 'clarification')::int AS clarification, count(*) FILTER (WHERE ${OVERDUE})::int AS overdue,
            count(*) FILTER (WHERE ${DUE_SOON})::int AS "dueSoon"
     FROM application p WHERE ${VISIBLE} AND ${CHOSEN} AND ${WAITING}`,
    chosen(personId, filter),
  )
