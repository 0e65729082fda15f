import { oneRow } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { type WorkingCalendar, workingDaysAfter } from '../../shared/domain/working-days.js'

/** The last minute, in London, of the day on which so many working days have passed. */
export async function dueAfter(view: Readable, from: Instant, workingDays: number, calendar: WorkingCalendar): Promise<Instant> {
  const day = workingDaysAfter(londonDay(from), workingDays, calendar)
  const { at } = await oneRow<{ at: Instant }>(view, `SELECT ($1::date + time '23:59') AT TIME ZONE 'Europe/London' AS at`, [day])
  return at
}
