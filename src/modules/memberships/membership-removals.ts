import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { Conflict } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'

export const REMOVAL_OUTCOMES = ['removed', 'taken-back'] as const

/** A removal in steps: the notice, the supplier's reply or the day by which none came, and how it ended. */
export interface MembershipRemoval {
  id: string
  ground: string
  groundTitle: string
  /** Whether a supplier that the ground applies to has to be removed. */
  must: boolean
  isExclusion: boolean
  /** Whether a removal by it is reported to a minister. */
  isReported: boolean
  evidence: string
  /** The last day for the reply, in London. */
  replyBy: string
  noticedBy: string
  noticedByName: string
  noticedAt: Instant
  reply: string | null
  repliedByName: string | null
  repliedAt: Instant | null
  /** Null while it is under way. */
  outcome: (typeof REMOVAL_OUTCOMES)[number] | null
  /** What the second person found of a ground of exclusion: that it applies, and that it is likely to recur. */
  applies: boolean | null
  likelyToRecur: boolean | null
  /** Where a notice that is a duty was taken back: that the supplier is found not to be excluded. */
  foundNotExcluded: boolean | null
  reason: string | null
  decidedByName: string | null
  decidedAt: Instant | null
  /** The last day to report it to a minister, where that is due. */
  reportDueOn: string | null
}

const REMOVAL = `
  SELECT x.id, x.ground, x.must, x.is_exclusion AS "isExclusion", x.is_reported AS "isReported", x.evidence, x.reply_by::text AS "replyBy", x.noticed_by AS "noticedBy",
         n.name AS "noticedByName", x.noticed_at AS "noticedAt", x.reply, w.name AS "repliedByName", x.replied_at AS "repliedAt", x.outcome, x.applies, x.likely_to_recur AS "likelyToRecur",
         x.found_not_excluded AS "foundNotExcluded", x.reason,
         d.name AS "decidedByName", x.decided_at AS "decidedAt", x.report_due_on::text AS "reportDueOn",
         (SELECT g.title FROM standing_ground g JOIN agreement a ON a.id = m.agreement_id AND g.regime IN (a.regime, 'both')
          WHERE g.act = 'remove' AND g.key = x.ground ORDER BY g.first_day DESC LIMIT 1) AS "groundTitle"
  FROM membership_removal x JOIN membership m ON m.id = x.membership_id JOIN person n ON n.id = x.noticed_by
  LEFT JOIN person w ON w.id = x.replied_by LEFT JOIN person d ON d.id = x.decided_by`

/** The newest first. */
export const listRemovals = (view: Readable, membershipId: string): Promise<MembershipRemoval[]> =>
  rows<MembershipRemoval>(view, `${REMOVAL} WHERE x.membership_id = $1 ORDER BY x.noticed_at DESC LIMIT 100`, [membershipId])

/** The one that is under way, or says that there is none. */
export async function removalUnderWay(view: Readable, membershipId: string): Promise<MembershipRemoval> {
  const removal = await firstRow<MembershipRemoval>(view, `${REMOVAL} WHERE x.membership_id = $1 AND x.outcome IS NULL`, [membershipId])
  if (removal === null) throw new NoRemovalUnderWay()
  return removal
}

class NoRemovalUnderWay extends Conflict {
  constructor() {
    super('no-removal-under-way', 'No notice of removal is under way: none was given, or it ended meanwhile. The membership shows which.')
  }
}
