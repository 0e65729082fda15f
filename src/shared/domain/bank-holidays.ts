/** A part of the United Kingdom with bank holidays of its own. */
export type Nation = 'england-and-wales' | 'scotland' | 'northern-ireland'

/** A calendar day as text: 2026-11-30. */
export type Day = string

const EVERYWHERE: readonly Nation[] = ['england-and-wales', 'scotland', 'northern-ireland']
const BUT_SCOTLAND: readonly Nation[] = ['england-and-wales', 'northern-ireland']

/** A day that comes back each year; from and until are years, both included. */
interface YearlyHoliday {
  name: string
  on: (year: number) => Day
  nations: readonly Nation[]
  from: number
  until?: number
  source: string
}

/** A day that came once. */
interface SingleHoliday {
  name: string
  on: Day
  nations: readonly Nation[]
  source: string
}

const ACT = 'Banking and Financial Dealings Act 1971, schedule 1'
const PROCLAIMED = 'royal proclamation under section 1(3) of the Banking and Financial Dealings Act 1971'
const COMMON_LAW = 'common law, kept by section 4 of the Banking and Financial Dealings Act 1971'

const fixed =
  (month: number, date: number) =>
  (year: number): Day =>
    dayOf(year, month, date)

const MONDAY = 1

/** The first Monday of a month. */
const firstMonday =
  (month: number) =>
  (year: number): Day =>
    dayOf(year, month, 1 + ((MONDAY + 7 - weekdayOf(dayOf(year, month, 1))) % 7))

/** The last Monday of a month of 31 days. */
const lastMonday =
  (month: number) =>
  (year: number): Day =>
    dayOf(year, month, 31 - ((weekdayOf(dayOf(year, month, 31)) + 7 - MONDAY) % 7))

const fromEaster =
  (days: number) =>
  (year: number): Day =>
    plusDays(easterSunday(year), days)

/** A day that falls on a weekend is kept on the next weekday that is no bank holiday yet; of two such days the one listed first goes first. */
const YEARLY: readonly YearlyHoliday[] = [
  { name: 'New Year’s Day', on: fixed(1, 1), nations: EVERYWHERE, from: 1974, source: `${ACT} (Scotland) and ${PROCLAIMED}` },
  { name: '2 January', on: fixed(1, 2), nations: ['scotland'], from: 1973, source: ACT },
  {
    name: 'St Patrick’s Day',
    on: fixed(3, 17),
    nations: ['northern-ireland'],
    from: 1903,
    source: 'Bank Holiday (Ireland) Act 1903; now ' + ACT,
  },
  { name: 'Good Friday', on: fromEaster(-2), nations: EVERYWHERE, from: 1871, source: `${COMMON_LAW}; Scotland: ${ACT}` },
  { name: 'Easter Monday', on: fromEaster(1), nations: BUT_SCOTLAND, from: 1871, source: ACT },
  { name: 'Early May bank holiday', on: firstMonday(5), nations: EVERYWHERE, from: 1978, source: `${PROCLAIMED}; Scotland: ${ACT}` },
  { name: 'Spring bank holiday', on: lastMonday(5), nations: EVERYWHERE, from: 1971, source: `${ACT}; Scotland: ${PROCLAIMED}` },
  { name: 'Battle of the Boyne', on: fixed(7, 12), nations: ['northern-ireland'], from: 1926, source: PROCLAIMED },
  { name: 'Summer bank holiday', on: firstMonday(8), nations: ['scotland'], from: 1971, source: ACT },
  { name: 'Summer bank holiday', on: lastMonday(8), nations: BUT_SCOTLAND, from: 1971, source: ACT },
  {
    name: 'St Andrew’s Day',
    on: fixed(11, 30),
    nations: ['scotland'],
    from: 2007,
    source: 'St Andrew’s Day Bank Holiday (Scotland) Act 2007',
  },
  { name: 'Christmas Day', on: fixed(12, 25), nations: EVERYWHERE, from: 1871, source: `${COMMON_LAW}; Scotland: ${ACT}` },
  { name: 'Boxing Day', on: fixed(12, 26), nations: EVERYWHERE, from: 1974, source: `${ACT}; Scotland: ${PROCLAIMED}` },
]

/** Whole from 2023 on: before, single years moved holidays for an anniversary. */
const SINGLE: readonly SingleHoliday[] = [
  { name: 'Coronation of King Charles III', on: '2023-05-08', nations: EVERYWHERE, source: PROCLAIMED },
  { name: 'Scotland at the football World Cup', on: '2026-06-15', nations: ['scotland'], source: PROCLAIMED },
]

/** Until when the days above are all there are: later ones follow from the rules, and may be joined by what is proclaimed. */
export const CALENDAR_SURENESS: Readonly<{ since: Day; until: Day; source: string }> = {
  since: '2023-01-01',
  until: '2027-12-31',
  source: 'gov.uk/bank-holidays lists the days of 2026 and 2027 for each nation.',
}

/** The bank holidays of a nation in a year, weekends replaced. */
export function bankHolidaysOf(nation: Nation, year: number): ReadonlySet<Day> {
  const kept = new Set(SINGLE.filter(({ on, nations }) => nations.includes(nation) && on.startsWith(`${year}-`)).map(({ on }) => on))
  const yearly = YEARLY.filter(({ nations, from, until = year }) => nations.includes(nation) && from <= year && year <= until)
  const days = yearly.map(({ on }) => on(year))
  for (const day of days.filter(each => !isWeekend(each))) kept.add(day)
  for (const day of days.filter(isWeekend)) kept.add(nextFree(day, kept))
  return kept
}

function nextFree(day: Day, taken: ReadonlySet<Day>): Day {
  const next = plusDays(day, 1)
  return isWeekend(next) || taken.has(next) ? nextFree(next, taken) : next
}

export const isWeekend = (day: Day): boolean => [0, 6].includes(weekdayOf(day))

/** Throws beyond the year 9999, where days no longer compare as text. */
export function plusDays(day: Day, days: number): Day {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  if (date.getUTCFullYear() > 9999) throw new RangeError(`There is no day ${days} days after ${day}.`)
  return date.toJSON().slice(0, 10)
}

const weekdayOf = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay()

const dayOf = (year: number, month: number, date: number): Day =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`

/** Western Easter of the Gregorian calendar (Meeus, Jones and Butcher). */
function easterSunday(year: number): Day {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const sum = h + l - 7 * m + 114
  return dayOf(year, Math.floor(sum / 31), (sum % 31) + 1)
}
