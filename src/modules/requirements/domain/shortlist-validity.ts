import { countWorkingDays, type WorkingCalendar } from '../../../shared/domain/working-days.js'

/** A figure of law or policy, as legal_figure has it. */
interface ValidityFigure {
  key: string
  value: string
  source: string
  confidence: string
}

/** What the last day of a shortlist rests on. */
export interface HoldsBy {
  figure: string
  workingDays: number
  source: string
  confidence: string
  calendar: WorkingCalendar
  isSure: boolean
}

/** Periods that buyers must keep to count by the holidays of all nations (design, timers). */
const BUYERS_CALENDAR: WorkingCalendar = 'united-kingdom'

/** The last day on which a shortlist made on that day in London may be published by, without the day itself. Null where the law names none. */
export function validityOf(madeOn: string, figure: ValidityFigure | undefined): { holdsUntil: string | null; holdsBy: HoldsBy | null } {
  if (figure === undefined) return { holdsUntil: null, holdsBy: null }
  const { key, value, source, confidence } = figure
  const { day, calendar, isSure } = countWorkingDays(madeOn, Number(value), BUYERS_CALENDAR)
  return { holdsUntil: day, holdsBy: { figure: key, workingDays: Number(value), source, confidence, calendar, isSure } }
}

/** A run as its age is judged by. */
interface Judged {
  holdsUntil: string | null
  categoryIds: readonly string[]
}

/** Whether it has to be made again before publication: it is too old, or of other categories. Without a rule of the law it is live, and never stale. */
export const isStale = ({ holdsUntil, categoryIds }: Judged, today: string, categoriesNow: readonly string[]): boolean =>
  holdsUntil !== null && (today > holdsUntil || categoryIds.toSorted().join() !== categoriesNow.toSorted().join())
