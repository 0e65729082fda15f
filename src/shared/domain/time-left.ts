import type { Instant } from './instant.js'

const MINUTE_MS = 60_000

const UNITS = [
  { name: 'day', ms: 1440 * MINUTE_MS },
  { name: 'hour', ms: 60 * MINUTE_MS },
  { name: 'minute', ms: MINUTE_MS },
] as const

/** How long it is from now until then, in the two largest units and cut, never rounded up: "2 days and 3 hours"; null when it has passed. */
export function timeLeft(now: Instant, until: Instant): string | null {
  if (now >= until) return null
  const left = new Date(until).getTime() - new Date(now).getTime()
  const first = UNITS.findIndex(({ ms }) => left >= ms)
  if (first === -1) return 'less than a minute'
  const told = UNITS.slice(first, first + 2).map(({ name, ms }, place) => {
    const count = Math.floor((place === 0 ? left : left % (UNITS[first]?.ms ?? left)) / ms)
    return count === 0 ? null : `${count} ${name}${count === 1 ? '' : 's'}`
  })
  return told.filter(part => part !== null).join(' and ')
}
