import { type Instant, parseInstant } from './instant.js'

const LONDON = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'medium', timeZone: 'Europe/London' })
const ZONE = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeZoneName: 'short' })

/** A moment as people read it, with its zone: "4 December 2026 at 17:00:00 (GMT)". */
export const londonTime = (moment: string): string => shown(moment, '')

/** The same to the millisecond, cut and never rounded up: "4 December 2026 at 16:59:59.999 (GMT)". */
export const londonTimeToMs = (moment: string): string => shown(moment, `.${new Date(moment).toJSON().slice(20, 23)}`)

function shown(moment: string, fraction: string): string {
  const date = new Date(moment)
  const zone = ZONE.formatToParts(date).find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC'
  return `${LONDON.format(date)}${fraction} (${zone})`
}

const DAY_IN_WORDS = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** A calendar day, which has no zone, as people read it: "2026-12-04" is "4 December 2026". */
export const dayInWords = (day: string): string => DAY_IN_WORDS.format(new Date(day))

/** The same for what somebody typed as a day; what is no day stays as it is. */
export const typedDayInWords = (typed: string): string => (parseInstant(`${typed}T00:00Z`) === null ? typed : dayInWords(typed))

const DAY = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'Europe/London' })

/** The calendar day a moment falls on in London: "2026-12-04". */
export const londonDay = (moment: string): string => DAY.format(new Date(moment))

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'Europe/London' })

/** The time on a clock in London: "17:00:00". */
export const londonClock = (moment: string): string => CLOCK.format(new Date(moment))

/**
 * The moment at which clocks in London show this day ("2026-12-04") and time ("17:00:00"); the first of two where they are put back. Null where
 * there is no such day or time, as in the hour that is left out in spring.
 */
export function londonMoment(day: string, time: string): Instant | null {
  const candidates = ['+01:00', 'Z'].map(zone => parseInstant(`${day}T${time}${zone}`))
  return candidates.find(moment => moment !== null && londonDay(moment) === day && londonClock(moment) === time) ?? null
}

const DAY_MS = 86_400_000

/** The calendar day after another: "2026-12-31" leads to "2027-01-01". */
export const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY_MS).toJSON().slice(0, 10)
