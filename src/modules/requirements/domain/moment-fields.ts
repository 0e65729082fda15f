import type { Instant } from '../../../shared/domain/instant.js'
import { londonClock, londonDay, londonMoment } from '../../../shared/domain/london-time.js'
import { type Fields, one } from './typed-text.js'

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
export function dayIn(name: string, fields: Fields): string | undefined {
  const [year = '', month = '', day = ''] = ['year', 'month', 'day'].map(part => one(fields, `${name}-${part}`).trim())
  return year + month + day === '' ? undefined : [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-')
}

/** The moment that was typed, as clocks in London show it; undefined and refused alike. */
export function momentIn(name: string, fields: Fields): string | undefined {
  const [day, time] = [dayIn(name, fields), one(fields, `${name}-time`).trim()]
  if (day === undefined && time === '') return undefined
  const whole = /^\d:\d\d$/.test(time) ? `0${time}` : time
  return londonMoment(day ?? '', whole.length === 5 ? `${whole}:00` : whole) ?? `${day ?? ''} ${time}`
}

/** Whether the fields still say what they said when the page was made: then nothing is asked for. */
export const isUntouched = (fields: Fields, shown: Readonly<Record<string, string>>): boolean =>
  Object.entries(shown).every(([name, value]) => one(fields, name).trim() === value.trim())
