import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Keyset } from '../../shared/keyset.js'
import type { Tier } from '../guidelines/domain/risk-tier.js'
import { conditionsOf, COUNTED, IS_OVERDUE, isShown, Parameters } from './audit-conditions.js'
import type { AuditFilter, AuditSort } from './domain/audit-filter.js'
import type { AuditState } from './domain/ethics-audit-lifecycle.js'
import { type NextNeeded, nextNeeded } from './domain/next-needed.js'

/** One row of the queue: how far the audit is, and nothing of what the bid says. */
export interface AuditSummary {
  id: string
  bidId: string
  requirementId: string
  requirementTitle: string
  tier: Tier
  state: AuditState
  createdAt: Instant
  dueAt: Instant
  overdue: boolean
  referrals: number
  contradictions: number
  /** How many answers must be judged, and how many of those have a verdict. */
  toJudge: number
  judged: number
  /** Queried answers, and how many of those the supplier still has time to explain. */
  queried: number
  waiting: number
  next: NextNeeded | null
}

/** By what each order goes: a column, whether its highest comes first, and what it is. Of all that are alike the oldest comes first; each has its index. */
const ORDERS = {
  risk: { column: 'a.risk', way: 'DESC', kind: 'integer' },
  referrals: { column: 'a.referrals', way: 'DESC', kind: 'integer' },
  contradictions: { column: 'a.contradictions', way: 'DESC', kind: 'integer' },
  due: { column: 'a.due_at', way: 'ASC', kind: 'timestamptz' },
} as const

const COLUMNS = `
  a.id, a.bid_id AS "bidId", a.requirement_id AS "requirementId", r.title AS "requirementTitle", a.tier, a.state, a.created_at AS "createdAt",
  a.due_at AS "dueAt", ${IS_OVERDUE} AS overdue, a.referrals, a.contradictions,
  judging."toJudge", judging.judged, asking.queried, asking.waiting`

type Row = Omit<AuditSummary, 'next'>

const present = (row: Row): AuditSummary => ({ ...row, next: nextNeeded(row) })

/** The audit with the value it was sorted by. */
type Sorted<T> = T & { sortedBy: number | Instant }

/** One query for a page; `after` is the sort value and id of the row before it. What the person has an interest in is left out. */
export async function listAudits(
  view: Readable,
  personId: string,
  { sort, ...filter }: AuditFilter,
  after: Keyset,
  limit: number,
): Promise<Sorted<AuditSummary>[]> {
  const parameters = new Parameters()
  const [most, person] = [parameters.place(limit), parameters.place(personId)]
  const where = [
    isShown(person),
    ...(filter.state === undefined ? [`a.state <> 'signed-off'`] : []),
    ...conditionsOf(filter, parameters, person),
    ...afterThat(sort, after, parameters),
  ]
  const order = sort === 'age' ? null : ORDERS[sort]
  const found = await rows<Sorted<Row>>(
    view,
    `SELECT ${COLUMNS}, ${order?.column ?? '0'} AS "sortedBy" FROM ethics_audit a ${COUNTED}
     WHERE ${where.join(' AND ')} ORDER BY ${order === null ? '' : `${order.column} ${order.way}, `}a.id LIMIT ${most}`,
    parameters.values,
  )
  return found.map(row => ({ ...present(row), sortedBy: row.sortedBy }))
}

function afterThat(sort: AuditSort, [value, id]: Keyset, parameters: Parameters): string[] {
  if (value === undefined || id === undefined) return []
  if (sort === 'age') return [`a.id > ${parameters.place(id)}`]
  const { column, way, kind } = ORDERS[sort]
  const [last, same] = [`${parameters.place(value)}::${kind}`, parameters.place(id)]
  return [`(${column} ${way === 'DESC' ? '<' : '>'} ${last} OR (${column} = ${last} AND a.id > ${same}))`]
}

export async function findSummary(view: Readable, id: string): Promise<AuditSummary | null> {
  const [row] = await rows<Row>(view, `SELECT ${COLUMNS} FROM ethics_audit a ${COUNTED} WHERE a.id = $1 AND a.drawn_at IS NOT NULL`, [id])
  return row === undefined ? null : present(row)
}
