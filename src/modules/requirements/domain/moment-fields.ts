import type { Instant } from '../../../shared/domain/instant.js'
import { londonClock, londonDay, londonMoment } from '../../../shared/domain/london-time.js'

type Fields = Readonly<Record<string, string | readonly string[]>>

const textOf = (fields: Fields, name: string): string => {
  const value = fields[name] ?? ''
  return (typeof value === 'string' ? value : (value[0] ?? '')).trim()
}

/** A day as three fields of a form. */
export const dayFields = (name: string, day: string): Readonly<Record<string, string>> => {
  const [year = '', month = '', date = ''] = day.split('-').map(part => part.replace(/^0+/, ''))
  return { [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year }
}

/** A moment as four: the day and the time on a clock in London, without its seconds where there are none. */
export const momentFields = (name: string, moment: Instant): Readonly<Record<string, string>> => ({
  ...dayFields(name, londonDay(moment)),
  [`${name}-time`]: londonClock(moment).replace(/:00$/, ''),
})

/** The day that was typed; undefined where nothing was, and what was typed where it is no day, for the form to refuse. */
export function dayIn(fields: Fields, name: string): string | undefined {
  const typed = ['year', 'month', 'day'].map(part => textOf(fields, `${name}-${part}`))
  if (typed.every(part => part === '')) return undefined
  return typed.map((part, place) => part.padStart(place === 0 ? 4 : 2, '0')).join('-')
}

/** The moment that was typed, as clocks in London show it; undefined and refused alike. */
export function momentIn(fields: Fields, name: string): string | undefined {
  const [day, time] = [dayIn(fields, name), textOf(fields, `${name}-time`)]
  if (day === undefined && time === '') return undefined
  const whole = time.padStart(time.length === 4 ? 5 : 0, '0')
  return londonMoment(day ?? '', whole.length === 5 ? `${whole}:00` : whole) ?? `${day ?? ''} ${time}`
}

/** Whether the fields still say what they said when the page was made: then nothing is asked for. */
export const isUntouched = (fields: Fields, shown: Readonly<Record<string, string>>): boolean =>
  Object.entries(shown).every(([name, value]) => textOf(fields, name) === value.trim())
