import { firstRow } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import { Conflict } from '../../shared/domain/errors.js'

export class MembershipNotActive extends Conflict {
  constructor() {
    super(
      'membership-not-active',
      'Your organisation has no active membership in a category of this requirement. Apply to join one of them.',
    )
  }
}

/**
 * Of a requirement that is published the membership's own state counts, and not whether its agreement has ended meanwhile: what was published in
 * time runs to its end for whoever was a member. Nothing is published after that, and a membership is written down as lapsed only when no tender
 * under the agreement is under way (lapse-memberships.ts).
 */
const HELD = "AND state = 'active' ORDER BY id LIMIT 1 FOR SHARE"

/** Whether the supplier is active in any of the categories; the standing cannot change until the transaction ends. */
export async function isActiveMember(tx: Tx, supplierId: string, categoryIds: readonly string[]): Promise<boolean> {
  const sql = `SELECT id FROM membership WHERE supplier_id = $1 AND category_id = ANY($2) ${HELD}`
  return (await firstRow(tx, sql, [supplierId, categoryIds])) !== null
}

/** The membership by which a supplier bids. */
export interface BiddingMembership {
  id: string
  /** What the answers come to that officers were given for it; null where it came of no application. */
  answersHash: Buffer | null
}

/** The one, of the categories of a requirement that the transaction holds, or null; it cannot change until the transaction ends. */
export function findMembershipFor(tx: Tx, supplierId: string, requirementId: string): Promise<BiddingMembership | null> {
  const categories = '(SELECT category_ids FROM requirement WHERE id = $2)::uuid[]'
  const sql = `SELECT id, answers_hash AS "answersHash" FROM membership WHERE supplier_id = $1 AND category_id = ANY(${categories}) ${HELD}`
  return firstRow<BiddingMembership>(tx, sql, [supplierId, requirementId])
}

/** The same for whoever only looks: it holds nothing. */
export async function hasActiveMembership(view: Readable, supplierId: string, categoryIds: readonly string[]): Promise<boolean> {
  const active = await firstRow(
    view,
    `SELECT id FROM membership WHERE supplier_id = $1 AND category_id = ANY($2) AND state = 'active' LIMIT 1`,
    [supplierId, categoryIds],
  )
  return active !== null
}
