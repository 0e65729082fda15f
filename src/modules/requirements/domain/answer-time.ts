import { plusDays } from '../../../shared/domain/bank-holidays.js'
import type { Instant } from '../../../shared/domain/instant.js'
import { londonDay } from '../../../shared/domain/london-time.js'

/** The last day on which an answer that matters to bids still leaves bidders so many whole days; null where none has to be left. */
export const lastDayForMaterialAnswer = (submissionDeadline: Instant, answerDays: number): string | null =>
  answerDays === 0 ? null : plusDays(londonDay(submissionDeadline), -(answerDays + 1))

/** How many days ago a day was. */
export const daysSince = (day: string, now: Instant): number => Math.round((Date.parse(londonDay(now)) - Date.parse(day)) / 86_400_000)
