import { parseInstant } from '../../../shared/domain/instant.js'
import { hashOf } from '../../guidelines/domain/hash.js'
import { dayFields, dayIn, momentFields, momentIn } from './moment-fields.js'
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
  day: { read: dayIn, show: (id, value) => dayFields(id, String(value)) },
  moment: {
    read: momentIn,
    show: (id, value) => {
      const moment = parseInstant(String(value))
      return moment === null ? {} : momentFields(id, moment)
    },
  },
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
