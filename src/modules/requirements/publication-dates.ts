import { oneRow } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import { Refused } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { londonTime } from '../../shared/domain/london-time.js'
import { FURTHEST_DEADLINE, isTooFarAhead } from './domain/dates.js'
import { isTenderPeriodTooShort } from './domain/requirement-completeness.js'
import { afterWholeDays, LEGAL_MINIMUM } from './tender-period.js'

/**
 * The moment of publication, or a refusal when the dates leave too little time (PCR 2015 reg. 34, PA 2023 s. 54: calendar days, day of issue not
 * counted) or suppliers still have their first time to ask to join (PCR 2015 reg. 34: no invitation before it is over).
 */
export async function refuseUntimely(tx: Tx, id: string): Promise<Instant> {
  const dates = await oneRow<Timing>(tx, TIMING, [id])
  if (!dates.agreementIsValid)
    throw new Refused(
      'agreement-not-valid',
      'The agreement is not in force: it has not begun yet, or it has ended. Its page says which. Where it has ended, cancel this and start anew under an open one.',
    )
  if (dates.windowEnds !== null && dates.now < dates.windowEnds) throw new InitialWindowOpen(dates.windowEnds)
  if (dates.clarificationDeadline <= dates.now)
    throw new Refused(
      'clarification-deadline-in-the-past',
      'The last moment for questions has passed. Have the draft returned and move it.',
    )
  if (isTenderPeriodTooShort(dates)) throw new TenderPeriodTooShort(dates.earliestDeadline)
  if (isTooFarAhead(dates.submissionDeadline, dates.now)) throw new DeadlineTooFar()
  return dates.now
}

interface Timing {
  now: Instant
  submissionDeadline: Instant
  clarificationDeadline: Instant
  earliestDeadline: Instant
  agreementIsValid: boolean
  /** Null where the law knows no such time. */
  windowEnds: Instant | null
}

const TIMING = `
  SELECT clock.now, r.submission_deadline AS "submissionDeadline", (r.content->>'clarificationDeadline')::timestamptz AS "clarificationDeadline",
         a.state = 'open' AND clock.now >= a.valid_from AND clock.now < a.valid_until AS "agreementIsValid",
         ${LEGAL_MINIMUM} AS "earliestDeadline",
         CASE WHEN a.regime = 'pcr2015-dps' AND NOT a.practice THEN ${afterWholeDays('a.valid_from', 'a.initial_window_days')} END AS "windowEnds"
  FROM requirement r JOIN agreement a ON a.id = r.agreement_id, (SELECT market_now() AS now OFFSET 0) clock
  WHERE r.id = $1 FOR SHARE OF a`

class InitialWindowOpen extends Refused {
  constructor(windowEnds: Instant) {
    super(
      'initial-window-open',
      `The agreement is new: suppliers have until ${londonTime(windowEnds)} to ask to join before anybody is invited. Publish after that.`,
      [],
      { windowEnds },
    )
  }
}

class TenderPeriodTooShort extends Refused {
  constructor(earliestDeadline: Instant) {
    super(
      'tender-period-too-short',
      `Published now, the deadline for bids may not be before ${londonTime(earliestDeadline)}. Have the draft returned and move the deadline.`,
      [
        {
          pointer: '/submissionDeadline',
          code: 'tender-period-too-short',
          detail: `The earliest possible deadline is ${londonTime(earliestDeadline)}.`,
        },
      ],
      { earliestDeadline },
    )
  }
}

class DeadlineTooFar extends Refused {
  constructor() {
    const furthest = `The deadline for bids may lie at most ${FURTHEST_DEADLINE.days} days ahead.`
    super('deadline-too-far', `${furthest} Have the draft returned and give an earlier one.`, [
      { pointer: '/submissionDeadline', code: 'deadline-too-far', detail: furthest },
    ])
  }
}
