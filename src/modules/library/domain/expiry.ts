import type { LibraryAnswer } from './library-answer.js'
import type { QuestionSet, QuestionSource } from './question-set.js'

/** How an answer stands with its expiry date: it has none, or the date is far, near, or past. */
export type ExpiryState = 'none' | 'good' | 'near' | 'expired'

const DAY_MS = 86_400_000

/** Days from one day to another, both as 2026-11-30; negative for one that is past. */
export const daysUntil = (today: string, day: string): number => (Date.parse(day) - Date.parse(today)) / DAY_MS

/** The day after which the answer is out of date; it is good on that day itself. */
export const expiryOf = ({ expiry }: QuestionSource, { values }: LibraryAnswer): string | null =>
  expiry === undefined ? null : (values[expiry] ?? null)

export function expiryState({ reminders }: Pick<QuestionSet, 'reminders'>, expiresOn: string | null, today: string): ExpiryState {
  if (expiresOn === null) return 'none'
  const left = daysUntil(today, expiresOn)
  if (left < 0) return 'expired'
  return left <= Math.max(...reminders.daysBefore) ? 'near' : 'good'
}

/** When somebody is reminded, as people say it: "60 and 30 days before, and on the last day". */
export function remindersInWords({ reminders }: Pick<QuestionSet, 'reminders'>): string {
  const marks = [...new Set(reminders.daysBefore)].sort((one, other) => other - one)
  const before = marks.filter(days => days > 0)
  const days = `${new Intl.ListFormat('en-GB').format(before.map(String))} ${before.at(-1) === 1 && before.length === 1 ? 'day' : 'days'} before`
  const parts = [...(before.length === 0 ? [] : [days]), ...(marks.includes(0) ? ['on the last day'] : [])]
  return parts.join(', and ')
}

/** A reminder, and until how many days before the expiry it is still given where it could not be in time: until the next is due. */
export interface ReminderMark {
  daysBefore: number
  lateUntilDays: number
}

export function reminderMarks({ reminders: { daysBefore, stillDaysAfter } }: Pick<QuestionSet, 'reminders'>): ReminderMark[] {
  const marks = [...new Set(daysBefore)].sort((one, other) => other - one)
  return marks.map((days, place) => ({ daysBefore: days, lateUntilDays: marks[place + 1] ?? -stillDaysAfter }))
}
