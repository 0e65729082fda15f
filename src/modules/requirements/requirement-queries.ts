import { findById } from '../../shared/database/find-by-id.js'
import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { RequirementContent } from './domain/requirement-content.js'
import { type RequirementState, stateAt } from './domain/requirement-lifecycle.js'
import { Requirement, type Tier } from './requirement.entity.js'

/**
 * The class of advisory locks that are taken before a requirement's row. Row locks are not given in turn: whoever shares a row passes by
 * whoever waits to hold it alone, so a surge of submissions would keep an extension out until it is too late (docs/adr/0018).
 */
const IN_TURN = 1

export const getRequirement = async (view: Readable, id: string): Promise<Requirement> => known(await findById(view, Requirement, id))

/** The requirement, held against every other writer until the transaction ends. */
export async function lockRequirement(tx: Tx, id: string): Promise<Requirement> {
  await tx.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [IN_TURN, id])
  return known(await findById(tx, Requirement, id, 'FOR UPDATE'))
}

/** The requirement, held against closing, amending and opening; many may share it, and none of them may write it. */
export async function shareRequirement(tx: Tx, id: string): Promise<Requirement> {
  await tx.query('SELECT pg_advisory_xact_lock_shared($1, hashtext($2))', [IN_TURN, id])
  return known(await findById(tx, Requirement, id, 'FOR SHARE'))
}

function known(requirement: Requirement | null): Requirement {
  if (requirement === null) throw new NotFound('requirement')
  return requirement
}

export async function listContributors(view: Readable, requirementId: string): Promise<string[]> {
  const found = await rows<{ personId: string }>(
    view,
    'SELECT person_id AS "personId" FROM requirement_contributor WHERE requirement_id = $1',
    [requirementId],
  )
  return found.map(({ personId }) => personId)
}

export interface RequirementSummary {
  id: string
  title: string
  buyerId: string
  buyerName: string
  agreementId: string
  practice: boolean
  categoryIds: string[]
  state: RequirementState
  tier: Tier | null
  publishedAt: Instant | null
  submissionDeadline: Instant | null
}

export interface RequirementView extends RequirementSummary {
  regime: string
  revision: number
  gates: string[]
  guideline: string | null
  edition: string | null
  questionnaire: string | null
  ruleSet: string | null
  packHash: string | null
  blockingRules: string[]
  holdReleasedBy: string | null
  holdReleasedAt: Instant | null
  holdReleaseReason: string | null
  holdSeniorOwner: string | null
  returnReason: string | null
  bidsOpenedAt: Instant | null
  content: RequirementContent
}

const SUMMARY = `
  r.id, r.title, r.buyer_id AS "buyerId", o.name AS "buyerName", r.agreement_id AS "agreementId", r.practice, r.category_ids AS "categoryIds",
  r.state, r.tier, r.published_at AS "publishedAt", r.submission_deadline AS "submissionDeadline", market_now() AS now`

/** The requirement as it stands now, by the database clock; whether it may be shown is for the policy. */
export async function findRequirementView(view: Readable, id: string): Promise<RequirementView | null> {
  const row = await firstRow<RequirementView & { now: Instant }>(
    view,
    `SELECT ${SUMMARY}, r.regime, r.revision, r.gates, r.guideline, r.edition, r.questionnaire, r.rule_set AS "ruleSet",
            r.pack_hash AS "packHash", r.blocking_rules AS "blockingRules", r.hold_released_by AS "holdReleasedBy",
            r.hold_released_at AS "holdReleasedAt", r.hold_release_reason AS "holdReleaseReason", r.hold_senior_owner AS "holdSeniorOwner",
            r.return_reason AS "returnReason", r.bids_opened_at AS "bidsOpenedAt", r.content
     FROM requirement r JOIN organisation o ON o.id = r.buyer_id WHERE r.id = $1`,
    [id],
  )
  return row === null ? null : atNow(row)
}

export async function getRequirementView(view: Readable, id: string): Promise<RequirementView> {
  const requirement = await findRequirementView(view, id)
  if (requirement === null) throw new NotFound('requirement')
  return requirement
}

function atNow<T extends RequirementSummary>({ now, ...row }: T & { now: Instant }): T {
  return { ...row, state: stateAt(row.state, row.submissionDeadline, now) } as unknown as T
}

export interface RequirementFilter {
  /** Only this buyer's, drafts included; null for what is published. */
  buyerId: string | null
  includePractice: boolean
  /** Words to be found in title, problem statement or outcomes, as people type them into a search: or, -not, "together". */
  q?: string | undefined
  status?: RequirementState | undefined
  tier?: Tier | undefined
  categoryId?: string | undefined
  closingAfter?: string | undefined
  closingBefore?: string | undefined
  sort: 'newest' | 'closing'
}

/** What a list is sorted by; each has its index. Drafts have no moment of publication, so one's own list goes by creation. */
const ORDER = {
  own: { key: 'r.created_at', direction: 'DESC', compare: '<' },
  newest: { key: 'r.published_at', direction: 'DESC', compare: '<' },
  closing: { key: 'r.submission_deadline', direction: 'ASC', compare: '>' },
} as const

/** One query for a page; `after` is the sort moment and id of the row before it, or nothing. */
export async function listRequirementSummaries(
  view: Readable,
  filter: RequirementFilter,
  after: readonly string[],
  limit: number,
): Promise<(RequirementSummary & { sortedBy: Instant })[]> {
  const { key, direction, compare } = ORDER[filter.buyerId !== null && filter.sort === 'newest' ? 'own' : filter.sort]
  const conditions: [boolean, (place: string) => string, unknown][] = [
    [filter.buyerId !== null, place => `r.buyer_id = ${place}`, filter.buyerId],
    [filter.q !== undefined, place => `r.words @@ websearch_to_tsquery('english', ${place})`, filter.q],
    [
      filter.status !== undefined,
      place => `CASE WHEN r.state = 'open' AND r.submission_deadline <= market_now() THEN 'closed' ELSE r.state END = ${place}`,
      filter.status,
    ],
    [filter.tier !== undefined, place => `r.tier = ${place}`, filter.tier],
    [filter.categoryId !== undefined, place => `r.category_ids @> ARRAY[${place}::uuid]`, filter.categoryId],
    [filter.closingAfter !== undefined, place => `r.submission_deadline > ${place}`, filter.closingAfter],
    [filter.closingBefore !== undefined, place => `r.submission_deadline < ${place}`, filter.closingBefore],
  ]
  const parameters: unknown[] = [limit]
  const where = conditions.filter(([used]) => used).map(([, text, value]) => text(`$${parameters.push(value)}`))
  if (filter.buyerId === null) where.push('r.published_at IS NOT NULL')
  if (!filter.includePractice) where.push('NOT r.practice')
  if (filter.sort === 'closing') where.push('r.submission_deadline IS NOT NULL')
  if (after.length > 0)
    where.push(`(${key}, r.id) ${compare} ($${parameters.push(after[0])}::timestamptz, $${parameters.push(after[1])}::uuid)`)
  const found = await rows<RequirementSummary & { sortedBy: Instant; now: Instant }>(
    view,
    `SELECT ${SUMMARY}, ${key} AS "sortedBy" FROM requirement r JOIN organisation o ON o.id = r.buyer_id
     WHERE ${where.join(' AND ') || 'true'} ORDER BY ${key} ${direction}, r.id ${direction} LIMIT $1`,
    parameters,
  )
  return found.map(atNow)
}
