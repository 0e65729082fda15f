import { oneRow, rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import { conditionsOf, ENDED, ofBuyers, ofRowsFound, plannedFor, type RequirementFilter } from './requirement-filter.js'
import { atNow, type RequirementSummary, SUMMARY } from './requirement-queries.js'

/** What a list is sorted by; each has its index. Drafts have no moment of publication, so one's own list goes by creation. */
const ORDER = {
  own: { key: 'r.created_at', direction: 'DESC', compare: '<' },
  newest: { key: 'r.published_at', direction: 'DESC', compare: '<' },
  closing: { key: 'r.submission_deadline', direction: 'ASC', compare: '>' },
  ended: { key: 'r.submission_deadline', direction: 'DESC', compare: '<' },
} as const

export type Order = keyof typeof ORDER

/** One query for a page, whose cost is that of a page; `after` is the sort moment and id of the row before it, or nothing. */
export async function listRequirementSummaries(
  view: Readable,
  filter: RequirementFilter,
  order: Order,
  after: readonly string[],
  limit: number,
): Promise<(RequirementSummary & { sortedBy: Instant })[]> {
  const { key, direction, compare } = ORDER[order]
  const inParts = order === 'ended' && filter.status === 'ended'
  const { table, where, parameters, buyers } = conditionsOf(inParts ? { ...filter, status: undefined } : filter, limit)
  if (key === 'r.submission_deadline') where.push(`${key} IS NOT NULL`)
  if (after.length > 0)
    where.push(`(${key}, r.id) ${compare} ($${parameters.push(after[0])}::timestamptz, $${parameters.push(after[1])}::uuid)`)
  const sorting = `${key} ${direction}, r.id ${direction}`
  const parts = (inParts ? ENDED : ['true']).map(
    part => `(SELECT r.* FROM ${table} r WHERE ${[...where, part].join(' AND ')} ORDER BY ${sorting} LIMIT $1)`,
  )
  const found = await rows<RequirementSummary & { sortedBy: Instant; now: Instant }>(
    view,
    `${plannedFor(filter)}SELECT ${SUMMARY}, ${key} AS "sortedBy" FROM (${ofBuyers(buyers, parts.join(' UNION ALL '))}) r JOIN organisation o ON o.id = r.buyer_id
     ORDER BY ${sorting} LIMIT $1`,
    parameters,
  )
  return found.map(atNow)
}

/** Of what matches, as many of the newest are weighed against each other: a word that everybody uses would otherwise take seconds. */
const WEIGHED = 1_000

type Match = RequirementSummary & { rank: number; weighedAt: Instant }

/**
 * What matches the words of the filter, the best first. `after` is the moment by which the newest were taken, with the rank and id of the row
 * before the page, or nothing: so what is published meanwhile moves nothing.
 */
export async function listBestMatches(
  view: Readable,
  filter: RequirementFilter & { q: string },
  [weighedAt = null, rank = null, id = null]: readonly (string | null)[],
  limit: number,
): Promise<Match[]> {
  const { table, where, parameters, buyers } = conditionsOf(filter, limit, weighedAt, rank, id, filter.q)
  const age = filter.buyerId === null ? 'published_at' : 'created_at'
  const newest = `ORDER BY ${age} DESC, id DESC LIMIT ${WEIGHED}`
  where.push(ofRowsFound(`r.${age} <= coalesce($2::timestamptz, (SELECT market_now()))`))
  const matching = `SELECT r.* FROM ${table} r WHERE ${where.join(' AND ')} ${newest}`
  const found = await rows<Match & { now: Instant }>(
    view,
    `${plannedFor(filter)}WITH newest AS MATERIALIZED (
       SELECT id, words FROM (${ofBuyers(buyers, matching)}) matching ${newest}),
     weighed AS (
       SELECT id, floor(1000000 * ts_rank(words, websearch_to_tsquery('english', $5), 1))::integer AS rank FROM newest),
     best AS MATERIALIZED (
       SELECT id, rank FROM weighed WHERE $3::integer IS NULL OR (rank, id) < ($3, $4::uuid) ORDER BY rank DESC, id DESC LIMIT $1)
     SELECT ${SUMMARY}, b.rank, coalesce($2::timestamptz, (SELECT market_now())) AS "weighedAt"
     FROM best b JOIN ${table} r ON r.id = b.id JOIN organisation o ON o.id = r.buyer_id ORDER BY b.rank DESC, b.id DESC`,
    parameters,
  )
  return found.map(atNow)
}

/** Nobody counts further by eye, and the database needs not either. */
const COUNTED = 1_000

export interface RequirementCount {
  count: number
  /** Whether there are more than were counted. */
  isMore: boolean
}

export async function countRequirements(view: Readable, filter: RequirementFilter): Promise<RequirementCount> {
  const { table, where, parameters, buyers } = conditionsOf(filter)
  const most = `LIMIT ${COUNTED + 1}`
  // In the order of the index of buyers, so that it is read even where one buyer has nearly all there is.
  const order = buyers === null ? '' : 'ORDER BY r.published_at DESC, r.id DESC'
  const counted = `SELECT 1 FROM ${table} r WHERE ${where.join(' AND ') || 'true'} ${order} ${most}`
  const { found } = await oneRow<{ found: number }>(
    view,
    `${plannedFor(filter)}SELECT count(*)::integer AS found FROM (SELECT FROM (${ofBuyers(buyers, counted)}) each ${most}) counted`,
    parameters,
  )
  return { count: Math.min(found, COUNTED), isMore: found > COUNTED }
}
