import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { BidFinding } from './domain/bid-faults.js'
import { judgeOpening, type Listed, type OpenedRow } from './domain/verified-opening.js'

/** The requirement whose opening comes next, with the list as the opening has it and as the log has it. */
interface FoundOpening {
  requirementId: string
  listed: Listed[]
  details: Buffer | null
}

/** Holds every opening against its line in the log, and what is readable against both and the receipts; answers how many openings there are. */
export async function verifyOpenings(view: Readable, found: (finding: BidFinding) => void): Promise<number> {
  let openings = 0
  let last: FoundOpening | null = await nextOpening(view, null)
  while (last !== null) {
    openings += 1
    for (const finding of judgeOpening(last, await listOpened(view, last.requirementId))) found(finding)
    last = await nextOpening(view, last.requirementId)
  }
  for (const bidId of await listUnlisted(view)) found({ bidId, fault: 'opened-unlisted' })
  return openings
}

const nextOpening = (view: Readable, after: string | null): Promise<FoundOpening | null> =>
  firstRow(
    view,
    `SELECT o.requirement_id AS "requirementId", o.versions AS listed,
            (SELECT d.content FROM audit_event e LEFT JOIN audit_detail d ON d.event_id = e.id
             WHERE e.subject_id = o.requirement_id AND e.stream = 'requirement:' || o.requirement_id AND e.action = 'bids.opened'
             ORDER BY e.sequence DESC LIMIT 1) AS details
     FROM opening o WHERE $1::uuid IS NULL OR o.requirement_id > $1 ORDER BY o.requirement_id LIMIT 1`,
    [after],
  )

/** Of every bid of the requirement that has a readable row, or should have one by its versions. */
const listOpened = (view: Readable, requirementId: string): Promise<OpenedRow[]> =>
  rows(
    view,
    `SELECT o.bid_id AS "bidId", o.version, 'sha256-' || encode(sha256(o.quality), 'hex') AS "qualityHash",
            'sha256-' || encode(sha256(o.report), 'hex') AS "reportHash", v.receipt,
            'sha256-' || encode(v.commitment, 'hex') AS "contentCommitment",
            (SELECT max(l.number) FROM bid_version l WHERE l.bid_id = o.bid_id) AS "lastVersion"
     FROM opened_bid o JOIN bid_version v ON v.bid_id = o.bid_id AND v.number = o.version
     WHERE o.requirement_id = $1 ORDER BY o.bid_id`,
    [requirementId],
  )

const MOST_UNLISTED = 1_000

/** What is readable of requirements that were never opened. */
async function listUnlisted(view: Readable): Promise<string[]> {
  const found = await rows<{ id: string }>(
    view,
    `SELECT o.bid_id AS id FROM opened_bid o WHERE NOT EXISTS (SELECT FROM opening p WHERE p.requirement_id = o.requirement_id)
     ORDER BY 1 LIMIT ${MOST_UNLISTED}`,
  )
  return found.map(({ id }) => id)
}
