import { PLANNED_ANEW } from '../../shared/database/preparing-client.js'
import type { RequirementState } from './domain/requirement-lifecycle.js'
import type { Tier } from './requirement.entity.js'

export interface RequirementFilter {
  /** Only this buyer's, drafts included; null for what is published. */
  buyerId: string | null
  includePractice: boolean
  /** Words to be found in title, problem statement or outcomes, as people type them into a search: or, -not, "together". */
  q?: string | undefined
  /** `ended`: whatever was published and takes no bids any more. */
  status?: RequirementState | 'ended' | undefined
  tier?: Tier | undefined
  categoryId?: string | undefined
  /** What this buyer published. */
  publishedBy?: string | undefined
  /** A part of the buyer's name, in any case. */
  buyerName?: string | undefined
  closingAfter?: string | undefined
  closingBefore?: string | undefined
}

/** A condition of SQL with the parameters it needs. */
interface Conditions {
  /** What has the rows: everybody's lists read what is published, and one's own all there is. */
  table: 'published_requirement' | 'requirement'
  where: string[]
  parameters: unknown[]
  /** What a buyer b fulfils; where it is not null, `where` speaks of one buyer b, and `ofBuyers` asks for each. */
  buyers: string | null
}

/** One reading of the clock for a statement, which an index can be asked with. */
const NOW = '(SELECT market_now())'

/** What has ended, in two parts that have no row in common, each with an index in the order of the deadlines: many may be open. */
export const ENDED = [`r.state <> 'open'`, `r.state = 'open' AND r.submission_deadline <= ${NOW}`] as const

/**
 * The condition, asked of each row that was found by others and of no index. The planner knows no moment beforehand and takes a third of all rows to
 * be on either side of it: where words are sought it would read an index of moments besides, and the words of all that was ever published.
 */
export const ofRowsFound = (condition: string): string => `(${condition}) IS TRUE`

const NOT_OVER = `r.submission_deadline > ${NOW}`
const IS_OPEN = `r.state = 'open' AND ${NOT_OVER}`
const FOUND_IS_OPEN = `r.state = 'open' AND ${ofRowsFound(NOT_OVER)}`

/** By the clock and not by whether a job has run. */
const STATUS: Readonly<Record<string, string>> = {
  open: IS_OPEN,
  closed: `(r.state = 'closed' OR (r.state = 'open' AND r.submission_deadline <= ${NOW}))`,
  ended: `r.published_at IS NOT NULL AND (${ENDED.map(part => `(${part})`).join(' OR ')})`,
}

/** What a row r of the table has to fulfil; `parameters` come first in the statement. */
export function conditionsOf(filter: RequirementFilter, ...first: unknown[]): Conditions {
  const parameters = [...first]
  const where: string[] = []
  const add = (value: unknown, text: (place: string) => string): void => {
    if (value !== undefined && value !== null) where.push(text(`$${parameters.push(value)}`))
  }
  const { q, status, buyerName } = filter
  const table = filter.buyerId === null ? 'published_requirement' : 'requirement'
  add(filter.buyerId, place => `r.buyer_id = ${place}`)
  add(q, place => `r.words @@ websearch_to_tsquery('english', ${place})`)
  if (status === 'open' && q !== undefined) where.push(FOUND_IS_OPEN)
  else if (status !== undefined && status in STATUS) where.push(String(STATUS[status]))
  else add(status, place => `r.state = ${place}`)
  add(filter.tier, place => `r.tier = ${place}`)
  add(filter.categoryId, place => `r.category_ids @> ARRAY[${place}::uuid]`)
  add(filter.publishedBy, place => `r.buyer_id = ${place}`)
  add(filter.closingAfter, place => `r.submission_deadline > ${place}`)
  add(filter.closingBefore, place => `r.submission_deadline < ${place}`)
  if (!filter.includePractice) where.push('NOT r.practice')
  if (buyerName === undefined) return { table, where, parameters, buyers: null }
  where.push('r.buyer_id = b.id')
  return { table, where, parameters, buyers: `b.kind = 'public-body' AND b.name ILIKE $${parameters.push(`%${literally(buyerName)}%`)}` }
}

/** What a statement begins with: how to look for words among all there ever was depends on how many have them. Few are open, whatever they say. */
export const plannedFor = ({ q, status }: RequirementFilter): string => (q === undefined || status === 'open' ? '' : PLANNED_ANEW)

/**
 * The rows that `rows` selects and cuts off; for some buyers, each buyer's by themselves. So only the index of buyers is read, however few of them
 * all are theirs: as one more condition, it would be asked of every row of a list in its order.
 */
export const ofBuyers = (buyers: string | null, rows: string): string =>
  buyers === null ? rows : `SELECT found.* FROM organisation b CROSS JOIN LATERAL (${rows}) found WHERE ${buyers}`

/** For LIKE, which has signs of its own. */
const literally = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`)
