import { workingDaysAfter } from '../../../shared/domain/working-days.js'
import type { DueBasis } from './application-due.js'

/** The days between which a supplier may be asked to reply by. */
export interface ReplyDays {
  earliest: string
  latest: string
}

/**
 * From the next working day on, so that nobody is asked for an answer within hours; until the decision is due, as the time for it runs on (T6 ask), or
 * for as many working days as there are for a decision where that is later.
 */
export function replyDays(today: string, dueOn: string, { workingDays, calendar }: Pick<DueBasis, 'workingDays' | 'calendar'>): ReplyDays {
  const asLong = workingDaysAfter(today, workingDays, calendar)
  return { earliest: workingDaysAfter(today, 1, calendar), latest: asLong > dueOn ? asLong : dueOn }
}
