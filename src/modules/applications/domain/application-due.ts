import { countWorkingDays, type WorkingCalendar } from '../../../shared/domain/working-days.js'

/** A figure of law or policy, as legal_figure has it. */
export interface DueFigure {
  key: string
  value: string
  source: string
  confidence: string
}

/** What a last day rests on. */
export interface DueBasis {
  figure: string
  workingDays: number
  source: string
  confidence: string
  calendar: WorkingCalendar
  isSure: boolean
}

/** Officers' own periods count by the holidays where the operator works (design, timers). */
const OFFICERS_CALENDAR: WorkingCalendar = 'england-and-wales'

/** The last day for a decision on what was received on that day in London; it is not counted. */
export function dueAfter(receivedOn: string, { key, value, source, confidence }: DueFigure): { dueOn: string; dueBy: DueBasis } {
  const { day, calendar, isSure } = countWorkingDays(receivedOn, Number(value), OFFICERS_CALENDAR)
  return { dueOn: day, dueBy: { figure: key, workingDays: Number(value), source, confidence, calendar, isSure } }
}
