import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { OpeningSide } from './domain/bid-policy.js'

/** Who has agreed to open for the deadline that has passed. */
export interface OpeningAgreement {
  side: OpeningSide
  personId: string
  personName: string
  agreedAt: Instant
}

export const listAgreements = (view: Readable, requirementId: string, submissionDeadline: Instant | null): Promise<OpeningAgreement[]> =>
  rows<OpeningAgreement>(
    view,
    `SELECT c.side, p.id AS "personId", p.name AS "personName", c.consented_at AS "agreedAt"
     FROM opening_consent c JOIN person p ON p.id = c.person_id
     WHERE c.requirement_id = $1 AND c.submission_deadline = $2 ORDER BY c.consented_at`,
    [requirementId, submissionDeadline],
  )

/** One line of the list that was recorded when the bids were opened. */
export interface RecordedBid {
  bidId: string
  supplierName: string
  version: number
  contentCommitment: string
}

export const listRecordedBids = (view: Readable, requirementId: string): Promise<RecordedBid[]> =>
  rows<RecordedBid>(
    view,
    `SELECT v."bidId", v.version, v."contentCommitment", s.name AS "supplierName"
     FROM opening o
     CROSS JOIN LATERAL jsonb_to_recordset(o.versions) AS v ("bidId" uuid, version integer, "contentCommitment" text)
     JOIN bid b ON b.id = v."bidId" JOIN organisation s ON s.id = b.supplier_id
     WHERE o.requirement_id = $1 ORDER BY v."bidId"`,
    [requirementId],
  )

/** An attempt to open that was refused, as the log has it. */
export interface RefusedOpening {
  at: Instant
  personName: string | null
  /** As the problem's code and words were. */
  code: string
  reason: string
}

/** As many as a page shows; all of them are in the log. */
const LATEST = 20

/** Attempts to open that were refused, the newest first. */
export async function listRefusedOpenings(view: Readable, requirementId: string): Promise<RefusedOpening[]> {
  const found = await rows<{ at: Instant; personName: string | null; content: Buffer | null }>(
    view,
    `SELECT e.occurred_at AS at, p.name AS "personName", d.content
     FROM audit_event e LEFT JOIN audit_detail d ON d.event_id = e.id LEFT JOIN person p ON p.id = e.person_id
     WHERE e.stream = $1 AND e.action = 'bids.opening-refused' ORDER BY e.sequence DESC LIMIT $2`,
    [`requirement:${requirementId}`, LATEST],
  )
  return found.map(({ content, ...row }) => ({ ...row, ...detailsOf(content) }))
}

/** Details may have been erased; that it happened stays. */
function detailsOf(content: Buffer | null): Pick<RefusedOpening, 'code' | 'reason'> {
  if (content === null) return { code: 'erased', reason: 'The details were erased.' }
  const { code, reason } = JSON.parse(content.toString('utf8')) as { code: string; reason: string }
  return { code, reason }
}
