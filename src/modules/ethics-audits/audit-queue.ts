import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Keyset } from '../../shared/keyset.js'
import type { Tier } from '../guidelines/domain/risk-tier.js'
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

export const AUDIT_SORTS = ['risk', 'referrals', 'contradictions', 'age'] as const

export type AuditSort = (typeof AUDIT_SORTS)[number]

export interface AuditFilter {
  /** Left out, what is not signed off. */
  state?: AuditState | undefined
  tier?: Tier | undefined
  requirementId?: string | undefined
  /** Only those with a referral, or with a contradiction, that is open or was decided. */
  referred?: boolean | undefined
  contradictory?: boolean | undefined
  overdue?: boolean | undefined
  createdBefore?: Instant | undefined
  sort: AuditSort
}

/** The highest first, but the oldest first of all that are alike; each has its index. */
const KEY: Readonly<Record<AuditSort, string | null>> = {
  risk: 'a.risk',
  referrals: 'a.referrals',
  contradictions: 'a.contradictions',
  age: null,
}

const COLUMNS = `
  a.id, a.bid_id AS "bidId", a.requirement_id AS "requirementId", r.title AS "requirementTitle", a.tier, a.state, a.created_at AS "createdAt",
  a.due_at AS "dueAt", a.state <> 'signed-off' AND a.due_at <= market_now() AS overdue, a.referrals, a.contradictions,
  judging."toJudge", judging.judged, asking.queried, asking.waiting`

const COUNTS = `
  JOIN requirement r ON r.id = a.requirement_id
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS "toJudge",
           count(*) FILTER (WHERE EXISTS (SELECT FROM verdict v WHERE v.audit_id = a.id AND v.question_id = n.question_id))::int AS judged
    FROM ethics_audit_answer n WHERE n.audit_id = a.id) judging
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS queried, count(*) FILTER (WHERE m.due_at > market_now())::int AS waiting
    FROM (SELECT DISTINCT ON (v.question_id) v.question_id, v.finding FROM verdict v WHERE v.audit_id = a.id ORDER BY v.question_id, v.revision DESC) last
    LEFT JOIN LATERAL (
      SELECT m.due_at FROM ethics_audit_message m WHERE m.audit_id = a.id AND m.question_id = last.question_id ORDER BY m.revision DESC LIMIT 1) m ON true
    WHERE last.finding = 'queried' AND a.state <> 'signed-off') asking`

type Row = Omit<AuditSummary, 'next'>

const present = (row: Row): AuditSummary => ({ ...row, next: nextNeeded(row) })

/** One query for a page; `after` is the sort value and id of the row before it. What the person has an interest in is left out. */
export async function listAudits(
  view: Readable,
  personId: string,
  filter: AuditFilter,
  after: Keyset,
  limit: number,
): Promise<(AuditSummary & { sortedBy: number })[]> {
  const { sort, state, tier, requirementId, referred, contradictory, overdue, createdBefore } = filter
  const key = KEY[sort]
  const parameters: unknown[] = [limit, personId]
  const place = (value: unknown): string => `$${parameters.push(value)}`
  const where = [
    'a.drawn_at IS NOT NULL',
    'NOT EXISTS (SELECT FROM interest_declaration d WHERE d.requirement_id = a.requirement_id AND d.person_id = $2 AND d.has_interest)',
    state === undefined ? `a.state <> 'signed-off'` : `a.state = ${place(state)}`,
  ]
  if (tier !== undefined) where.push(`a.tier = ${place(tier)}`)
  if (requirementId !== undefined) where.push(`a.requirement_id = ${place(requirementId)}`)
  if (referred !== undefined) where.push(`(a.referrals > 0) = ${place(referred)}`)
  if (contradictory !== undefined) where.push(`(a.contradictions > 0) = ${place(contradictory)}`)
  if (overdue !== undefined) where.push(`(a.state <> 'signed-off' AND a.due_at <= market_now()) = ${place(overdue)}`)
  if (createdBefore !== undefined) where.push(`a.created_at < ${place(createdBefore)}`)
  const [value, id] = after
  if (value !== undefined && id !== undefined && key !== null) {
    const [last, same] = [place(Number(value)), place(id)]
    where.push(`(${key} < ${last} OR (${key} = ${last} AND a.id > ${same}))`)
  }
  if (id !== undefined && key === null) where.push(`a.id > ${place(id)}`)
  const found = await rows<Row & { sortedBy: number }>(
    view,
    `SELECT ${COLUMNS}, ${key ?? '0'} AS "sortedBy" FROM ethics_audit a ${COUNTS}
     WHERE ${where.join(' AND ')} ORDER BY ${key === null ? '' : `${key} DESC, `}a.id LIMIT $1`,
    parameters,
  )
  return found.map(row => ({ ...present(row), sortedBy: row.sortedBy }))
}

export async function findSummary(view: Readable, id: string): Promise<AuditSummary | null> {
  const [row] = await rows<Row>(view, `SELECT ${COLUMNS} FROM ethics_audit a ${COUNTS} WHERE a.id = $1 AND a.drawn_at IS NOT NULL`, [id])
  return row === undefined ? null : present(row)
}
