declare const instant: unique symbol

/**
 * A moment as RFC 3339 text in UTC with exactly six decimals, as the database keeps it (a JavaScript Date would drop the microseconds).
 * Fixed width, so two instants compare as text.
 */
export type Instant = string & { readonly [instant]: true }

const POSTGRES_TEXT = /^(\d{4,})-(\d\d)-(\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/

/** Reads what Postgres writes for a timestamptz in a UTC session; throws on anything else. */
export function instantFromPostgres(text: string): Instant {
  const match = POSTGRES_TEXT.exec(text)
  if (match === null) throw new Error(`Not a UTC timestamp from Postgres: ${text}`)
  const [, year, month, day, time, fraction = ''] = match
  return `${String(year)}-${String(month)}-${String(day)}T${String(time)}.${fraction.padEnd(6, '0')}Z` as Instant
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?(Z|[+-](?:0\d|1[0-5]):[0-5]\d)$/

/**
 * The instant that RFC 3339 text with a zone names, or null when it names none (31 February, 24:00, no zone, seven decimals) or one that
 * Postgres does not hold: a zone of 16 hours or more, a year outside 1 to 9999 in UTC.
 */
export function parseInstant(text: string): Instant | null {
  const match = RFC3339.exec(text)
  if (match === null) return null
  const [, year, month, day, hour, minute, second = '00', fraction = '', zone] = match
  const local = `${String(year)}-${String(month)}-${String(day)}T${String(hour)}:${String(minute)}:${second}`
  if (new Date(`${local}Z`).toJSON() !== `${local}.000Z`) return null
  const utc = new Date(`${local}${String(zone)}`)
  // Beyond these years toJSON has another width, and Postgres knows no year 0.
  if (!(utc.getUTCFullYear() >= 1 && utc.getUTCFullYear() <= 9999)) return null
  return `${utc.toJSON().slice(0, 19)}.${fraction.padEnd(6, '0')}Z` as Instant
}
