import { parseInstant } from '../../../shared/domain/instant.js'
import { londonClock, londonDay, londonMoment } from '../../../shared/domain/london-time.js'
import { hashOf } from '../../guidelines/domain/hash.js'
import { type FieldKind, idOf, type RequirementField, type RequirementSection } from './requirement-field.js'
import { type Row, rowsAsFields, rowsIn } from './typed-rows.js'
import { all, type Fields, linesIn, numberIn, one, plain } from './typed-text.js'

interface Kind {
  /** What its inputs hold, as it is saved; malformed where they hold something else, and undefined where they hold nothing. */
  read: (id: string, fields: Fields, field: RequirementField) => unknown
  /** What its inputs show of what is saved. */
  show: (id: string, value: unknown, field: RequirementField) => Fields
}

const text: Kind = {
  read: (id, fields) => (one(fields, id).trim() === '' ? undefined : one(fields, id)),
  show: (id, value) => ({ [id]: String(value) }),
}

const KINDS: Readonly<Record<FieldKind, Kind>> = {
  line: { ...text, read: (id, fields) => one(fields, id).trim() || undefined },
  words: text,
  choice: text,
  choices: {
    read: (id, fields) => (all(fields, id).length === 0 ? undefined : all(fields, id)),
    show: (id, value) => ({ [id]: value as string[] }),
  },
  'yes-no': {
    read: (id, fields) => ({ true: true, false: false })[one(fields, id)] ?? (one(fields, id) || undefined),
    show: text.show,
  },
  number: { read: (id, fields) => numberIn(one(fields, id)), show: text.show },
  lines: {
    read: (id, fields) => {
      const lines = linesIn(one(fields, id))
      return lines.length === 0 ? undefined : lines
    },
    show: (id, value) => ({ [id]: (value as string[]).join('\n') }),
  },
  day: { read: dayIn, show: (id, value) => dayAsFields(id, String(value)) },
  moment: { read: momentIn, show: (id, value) => momentAsFields(id, String(value)) },
  money: {
    read: (id, fields) => {
      const [amount, vatAmount] = [poundsIn(one(fields, id)), poundsIn(one(fields, `${id}-vatAmount`))]
      return amount === undefined && vatAmount === undefined ? undefined : { amount, currency: 'GBP', vat: 'excluded', vatAmount }
    },
    show: (id, value) => {
      const { amount = '', vatAmount = '' } = value as { amount?: string; vatAmount?: string }
      return { [id]: amount, [`${id}-vatAmount`]: vatAmount }
    },
  },
  rows: {
    read: (_, fields, field) => {
      const rows = rowsIn(field, fields)
      return rows.length === 0 ? undefined : rows
    },
    show: (_, value, field) => rowsAsFields(field, value as Row[]),
  },
}

/** What a form holds of a member, as it is saved; null for nothing. */
export const typedIn = (field: RequirementField, fields: Fields): unknown => KINDS[field.kind].read(idOf(field), fields, field) ?? null

/** The inputs of a member as they show what is saved. */
export const asFields = (field: RequirementField, value: unknown): Fields =>
  value === undefined || value === null ? {} : KINDS[field.kind].show(idOf(field), value, field)

/** The same for what a form shows of it: how it is spelt, and in what order it is ticked, does not count. */
export function fingerprint(field: RequirementField, value: unknown): string {
  const read = typedIn(field, asFields(field, value))
  return hashOf(field.kind === 'choices' && Array.isArray(read) ? read.toSorted() : read)
}

function poundsIn(typed: string): string | undefined {
  const [, pounds, pence = ''] = /^(\d+)(?:\.(\d\d?))?$/.exec(plain(typed)) ?? []
  return pounds === undefined ? plain(typed) || undefined : `${pounds}.${pence.padEnd(2, '0')}`
}

/** The fingerprint of a value for the field of a section at this place. */
export function fingerprintAt({ fields }: RequirementSection, at: string, value: unknown): string {
  const field = fields.find(each => each.at === at)
  return field === undefined ? '' : fingerprint(field, value)
}

/** Day, month and year as "2027-01-15", or what else comes of them where they are no date. */
function dayIn(id: string, fields: Fields): string | undefined {
  const [year = '', month = '', day = ''] = ['year', 'month', 'day'].map(part => one(fields, `${id}-${part}`).trim())
  return year + month + day === '' ? undefined : [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-')
}

function dayAsFields(id: string, text: string): Fields {
  const [year = '', month = '', day = ''] = text.split('-')
  return { [`${id}-day`]: day, [`${id}-month`]: month, [`${id}-year`]: year }
}

/** The moment in UTC, or what was typed where there is no such moment. */
function momentIn(id: string, fields: Fields): string | undefined {
  const [day, time] = [dayIn(id, fields), one(fields, `${id}-time`).trim()]
  if (day === undefined && time === '') return undefined
  const wholeTime = /^\d:\d\d$/.test(time) ? `0${time}` : time
  return londonMoment(day ?? '', wholeTime.length === 5 ? `${wholeTime}:00` : wholeTime) ?? `${day ?? ''} ${time}`
}

/** A second on which nobody sets a deadline is shown only where there is one. */
function momentAsFields(id: string, text: string): Fields {
  if (parseInstant(text) === null) return {}
  return { ...dayAsFields(id, londonDay(text)), [`${id}-time`]: londonClock(text).replace(/:00$/, '') }
}
