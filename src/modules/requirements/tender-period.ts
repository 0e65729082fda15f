import { oneRow } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { Refused } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { londonDay, londonTime } from '../../shared/domain/london-time.js'
import { workingDaysAfter } from '../../shared/domain/working-days.js'
import { getAgreement } from '../agreements/agreements.service.js'
import { isTenderPeriodTooShort } from './domain/requirement-completeness.js'
import type { Requirement } from './requirement.entity.js'

/** SQL: the first moment after so many whole days in London, counted from the day after that of `from`; `from` itself where there are none. */
export const afterWholeDays = (from: string, days: string): string => `
  CASE WHEN ${days} = 0 THEN ${from}
       ELSE (date_trunc('day', ${from} AT TIME ZONE 'Europe/London') + make_interval(days => ${days} + 1)) AT TIME ZONE 'Europe/London'
  END`

/** SQL: the days for bids that the law of agreement `a` asks for on the day of `clock`, at the least; none under an agreement for rehearsal. */
export const DAYS_BY_LAW = `
  (CASE WHEN a.practice THEN 0
   ELSE coalesce((SELECT max(f.value::integer) FROM legal_figure f
                  WHERE f.key = 'tender-period-minimum' AND f.regime = a.regime AND f.unit = 'days'
                    AND f.first_day <= (clock.now AT TIME ZONE 'Europe/London')::date
                    AND (f.day_after_last IS NULL OR f.day_after_last > (clock.now AT TIME ZONE 'Europe/London')::date)), 0) END)`

/**
 * SQL: the first moment after the legal minimum for bids of agreement `a` by `clock` (PCR 2015 reg. 34, PA 2023 s. 54: calendar days, today not
 * counted). The law stands above the agreement, which may be stricter.
 */
export const LEGAL_MINIMUM = `
  (SELECT ${afterWholeDays('clock.now', 'least_days.days')} FROM (SELECT greatest(a.minimum_tender_days, ${DAYS_BY_LAW}) AS days OFFSET 0) least_days)`

/** Later by the agreement's working days at the same time of day, and never less than the legal minimum from now. */
const EARLIEST = `
  SELECT greatest(${LEGAL_MINIMUM}, ($2::date + (r.submission_deadline AT TIME ZONE 'Europe/London')::time) AT TIME ZONE 'Europe/London')
         AS "earliestDeadline"
  FROM requirement r JOIN agreement a ON a.id = r.agreement_id, (SELECT market_now() AS now OFFSET 0) clock
  WHERE r.id = $1`

/** Where a material change moves the deadline at the least. */
export interface MaterialMove {
  earliestDeadline: Instant
  amendmentWorkingDays: number
}

/** So far from the deadline `from`, counted in the union of the kingdom's working days, and never less than the legal minimum. */
export async function materialMove(
  view: Readable,
  { id, agreementId }: Pick<Requirement, 'id' | 'agreementId'>,
  from: Instant,
): Promise<MaterialMove> {
  const { amendmentWorkingDays } = await getAgreement(view, agreementId)
  const day = workingDaysAfter(londonDay(from), amendmentWorkingDays, 'united-kingdom')
  return { ...(await oneRow<{ earliestDeadline: Instant }>(view, EARLIEST, [id, day])), amendmentWorkingDays }
}

/** A material change of an open requirement moves its deadline and leaves bidders time, or is refused. */
export async function refuseTooSoon(view: Readable, requirement: Requirement, from: Instant, submissionDeadline: Instant): Promise<void> {
  const { earliestDeadline, amendmentWorkingDays } = await materialMove(view, requirement, from)
  if (isTenderPeriodTooShort({ submissionDeadline, earliestDeadline })) throw new ExtensionTooShort(earliestDeadline, amendmentWorkingDays)
}

class ExtensionTooShort extends Refused {
  constructor(earliestDeadline: Instant, workingDays: number) {
    const earliest = `The earliest possible deadline is ${londonTime(earliestDeadline)}.`
    super(
      'extension-too-short',
      `This change matters to bidders, so the deadline moves by at least ${workingDays} working days and leaves the legal minimum. ${earliest}`,
      [{ pointer: '/submissionDeadline', code: 'extension-too-short', detail: earliest }],
      { earliestDeadline },
    )
  }
}
