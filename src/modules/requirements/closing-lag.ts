import { oneRow } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'

export interface ClosingLag {
  /** How long the deadline has passed that nobody has written down yet, or 0. */
  overdue: number
  /** How late the latest closing of the last hour was written down, or 0. */
  written: number
}

/** In seconds, by the database's clock. Nobody can bid meanwhile: only what follows a deadline waits. */
export const closingLag = (view: Readable): Promise<ClosingLag> =>
  oneRow<ClosingLag>(
    view,
    `SELECT (SELECT coalesce(max(extract(epoch FROM clock.now - submission_deadline)), 0)::float8 FROM requirement
             WHERE state = 'open' AND submission_deadline <= clock.now) AS overdue,
            (SELECT coalesce(max(extract(epoch FROM e.occurred_at - r.submission_deadline)), 0)::float8
             FROM published_requirement r JOIN audit_event e ON e.stream = 'requirement:' || r.id
             WHERE r.submission_deadline BETWEEN clock.now - interval '1 hour' AND clock.now
               AND e.action = 'requirement.closed' AND e.occurred_at >= r.submission_deadline) AS written
     FROM (SELECT market_now() AS now OFFSET 0) clock`,
  )
