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

const DAY = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: 'Europe/London' })

/** The calendar day a moment falls on in London: "2026-12-04". */
export const londonDay = (moment: string): string => DAY.format(new Date(moment))
