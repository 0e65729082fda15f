import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { BuyerGroup } from './domain/buyer-groups.js'
import type { RequirementState } from './domain/requirement-lifecycle.js'
import type { Tier } from './requirement.entity.js'

/** A requirement in its buyer's own list, by the database clock. */
export interface OwnRequirement {
  id: string
  title: string
  state: RequirementState
  tier: Tier | null
  practice: boolean
  returned: boolean
  submissionDeadline: Instant | null
  createdAt: Instant
  now: Instant
  /** Questions of suppliers without an answer. */
  questions: number
}

/** A deadline that has passed counts at once, whether or not a job has run. */
const GROUP = `
  CASE WHEN r.state = 'draft' THEN 'draft'
       WHEN r.state IN ('in-approval', 'approved') THEN 'approval'
       WHEN r.state = 'open' AND r.submission_deadline > market_now() THEN 'open'
       WHEN r.state IN ('open', 'closed') AND r.bids_opened_at IS NULL THEN 'to-open'
       WHEN r.state IN ('closed', 'evaluating', 'awarding') THEN 'opened'
       ELSE 'ended' END`

/** How many a buyer has of each group. */
export async function countOwn(view: Readable, buyerId: string): Promise<ReadonlyMap<BuyerGroup, number>> {
  const found = await rows<{ group: BuyerGroup; count: number }>(
    view,
    `SELECT ${GROUP} AS "group", count(*)::integer AS count FROM requirement r WHERE r.buyer_id = $1 GROUP BY 1`,
    [buyerId],
  )
  return new Map(found.map(({ group, count }) => [group, count]))
}

/** One group of a buyer's requirements, the newest first, from the moment and id of the row before it. */
export const listOwn = (
  view: Readable,
  buyerId: string,
  group: BuyerGroup,
  [createdAt = null, id = null]: readonly (string | null)[],
  limit: number,
): Promise<OwnRequirement[]> =>
  rows<OwnRequirement>(
    view,
    `SELECT r.id, r.title, CASE WHEN r.state = 'open' AND r.submission_deadline <= market_now() THEN 'closed' ELSE r.state END AS state,
            r.tier, r.practice, r.return_reason IS NOT NULL AS returned, r.submission_deadline AS "submissionDeadline",
            r.created_at AS "createdAt", market_now() AS now,
            (SELECT count(*)::integer FROM clarification c LEFT JOIN clarification_outcome o ON o.clarification_id = c.id
             WHERE c.requirement_id = r.id AND o.clarification_id IS NULL) AS questions
     FROM requirement r
     WHERE r.buyer_id = $1 AND ${GROUP} = $2 AND ($3::timestamptz IS NULL OR (r.created_at, r.id) < ($3, $4::uuid))
     ORDER BY r.created_at DESC, r.id DESC LIMIT $5`,
    [buyerId, group, createdAt, id, limit],
  )
