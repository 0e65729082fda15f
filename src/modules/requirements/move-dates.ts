import { Refused } from '../../shared/domain/errors.js'
import { type Instant, parseInstant } from '../../shared/domain/instant.js'
import { type Dates, problemsOfMove } from './domain/dates.js'
import type { RequirementContent } from './domain/requirement-content.js'

/** New dates as they were asked for; what is not given stays. */
export type NewDates = { [Name in keyof Dates]: Dates[Name] | undefined }

/** A content with its dates, and the column that repeats the deadline where that moves. */
export interface Moved {
  content: RequirementContent
  submissionDeadline?: Instant
}

/** What is given, moments in the one spelling that compares as text. */
export function datesOf({ submissionDeadline, clarificationDeadline, awardDate }: NewDates): Dates & { submissionDeadline?: Instant } {
  return {
    ...(submissionDeadline === undefined ? {} : { submissionDeadline: inOneSpelling(submissionDeadline) }),
    ...(clarificationDeadline === undefined ? {} : { clarificationDeadline: inOneSpelling(clarificationDeadline) }),
    ...(awardDate === undefined ? {} : { awardDate }),
  }
}

/** The content with its dates moved at `now`, or a refusal that names each date that is out of order. */
export function movedTo(content: RequirementContent, dates: ReturnType<typeof datesOf>, now: Instant): Moved {
  const { submissionDeadline } = dates
  const errors = Object.keys(dates).length === 0 ? [] : problemsOfMove(content, dates, now)
  if (errors.length > 0) throw new Refused('dates-out-of-order', 'The dates do not stand in order. See errors.', errors)
  return { content: { ...content, ...dates }, ...(submissionDeadline === undefined ? {} : { submissionDeadline }) }
}

function inOneSpelling(moment: string): Instant {
  const instant = parseInstant(moment)
  if (instant === null) throw new Error(`Not a moment: ${moment}`)
  return instant
}
