import { oneRow } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'

export interface OpenedSubmissions {
  accepted: number
  replaced: number
  refused: number
}

/** What became of submissions, of requirements whose bids were opened in the last thirty days: before the opening nobody may know how many bid. */
export const openedSubmissions = (view: Readable): Promise<OpenedSubmissions> =>
  oneRow<OpenedSubmissions>(
    view,
    `WITH opened AS (
       SELECT b.id FROM opening o JOIN bid b ON b.requirement_id = o.requirement_id
       WHERE o.opened_at > (SELECT market_now()) - interval '30 days')
     SELECT (SELECT count(*) FROM bid_version WHERE bid_id IN (SELECT id FROM opened) AND number = 1)::int AS accepted,
            (SELECT count(*) FROM bid_version WHERE bid_id IN (SELECT id FROM opened) AND number > 1)::int AS replaced,
            (SELECT count(*) FROM audit_event e JOIN opened ON opened.id = e.subject_id WHERE e.action = 'bid.submission-refused')::int AS refused`,
  )
