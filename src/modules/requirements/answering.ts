import { oneRow } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import { Refused } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { londonTime } from '../../shared/domain/london-time.js'

interface Time {
  days: number
  isEnough: boolean
  earliestDeadline: Instant
}

/** Whole days in London after today, as they are counted for the shortest period for bids; no day at all where the agreement asks for none. */
const TIME_LEFT = `
  SELECT days, earliest AS "earliestDeadline", days = 0 OR submission_deadline >= earliest AS "isEnough"
  FROM (SELECT a.answer_days AS days, r.submission_deadline,
               (date_trunc('day', clock.now AT TIME ZONE 'Europe/London') + make_interval(days => a.answer_days + 1)) AT TIME ZONE 'Europe/London' AS earliest
        FROM requirement r JOIN agreement a ON a.id = r.agreement_id, (SELECT market_now() AS now OFFSET 0) clock WHERE r.id = $1) AS left_to_bidders`

/** Information that matters and comes late obliges to more time (PCR 2015 reg. 47(3)): the buyer extends first, and answers then. */
export async function refuseTooLateToMatter(tx: Tx, requirementId: string): Promise<void> {
  const time = await oneRow<Time>(tx, TIME_LEFT, [requirementId])
  if (!time.isEnough) throw new AnswerNeedsMoreTime(time)
}

class AnswerNeedsMoreTime extends Refused {
  constructor({ days, earliestDeadline }: Time) {
    super(
      'answer-needs-more-time',
      `An answer that matters to bids leaves bidders at least ${days} days. Extend the deadline first, to ${londonTime(earliestDeadline)} or later, and answer then.`,
      [
        {
          pointer: '/material',
          code: 'answer-needs-more-time',
          detail: `The earliest possible deadline is ${londonTime(earliestDeadline)}.`,
        },
      ],
      { earliestDeadline },
    )
  }
}
