import { bankHolidaysOf, CALENDAR_SURENESS, type Day, isWeekend, type Nation, plusDays } from './bank-holidays.js'

/**
 * Whose bank holidays are no working days. The Procurement Act 2023 may mean those of any part of the United Kingdom, so the union counts for
 * periods that buyers have to give.
 */
export const CALENDARS = {
  'england-and-wales': ['england-and-wales'],
  'united-kingdom': ['england-and-wales', 'scotland', 'northern-ireland'],
} as const satisfies Record<string, readonly Nation[]>

export type WorkingCalendar = keyof typeof CALENDARS

export const WORKING_CALENDARS = Object.keys(CALENDARS) as WorkingCalendar[]

const holidays = new Map<string, ReadonlySet<Day>>()

function holidaysOf(nation: Nation, year: string): ReadonlySet<Day> {
  const key = `${nation} ${year}`
  const known = holidays.get(key) ?? bankHolidaysOf(nation, Number(year))
  holidays.set(key, known)
  return known
}

/** Neither a Saturday or Sunday nor a bank holiday of the calendar. */
export const isWorkingDay = (day: Day, calendar: WorkingCalendar): boolean =>
  !isWeekend(day) && !CALENDARS[calendar].some(nation => holidaysOf(nation, day.slice(0, 4)).has(day))

/** The day on which so many working days have passed; the day it starts from is not counted. */
export function workingDaysAfter(day: Day, count: number, calendar: WorkingCalendar): Day {
  if (count === 0) return day
  const next = plusDays(day, 1)
  return workingDaysAfter(next, isWorkingDay(next, calendar) ? count - 1 : count, calendar)
}

/** A day that was counted, and what it rests on. */
export interface CountedDay {
  day: Day
  calendar: WorkingCalendar
  sureUntil: Day
  /** False where it is counted from before the days that are held against published lists, or lies beyond them: it is by rule then, and a day that was or will be proclaimed may move it. */
  isSure: boolean
  source: string
}

/** The same as workingDaysAfter, saying whether the calendar is sure of it. */
export function countWorkingDays(from: Day, count: number, calendar: WorkingCalendar): CountedDay {
  const day = workingDaysAfter(from, count, calendar)
  const { since, until: sureUntil, source } = CALENDAR_SURENESS
  return { day, calendar, sureUntil, isSure: from >= since && day <= sureUntil, source }
}

/** The bank holidays of the calendar in a year, weekends replaced, first to last. */
export const holidaysIn = (year: string, calendar: WorkingCalendar): Day[] =>
  [...new Set(CALENDARS[calendar].flatMap(nation => [...holidaysOf(nation, year)]))].toSorted()
