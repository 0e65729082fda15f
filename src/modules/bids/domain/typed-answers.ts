import type { Answer, QuestionType, Row } from '../../guidelines/domain/answers.js'
import { hashOf } from '../../guidelines/domain/hash.js'
import type { ColumnSource, QuestionSource } from '../../guidelines/domain/pack-source.js'

/** What a form holds, by the name of its fields. */
export type Fields = Readonly<Record<string, string | readonly string[]>>

/** The name and the id of the field for one place of an answer: the JSON pointer there with hyphens, "Q103-rows-0-version". */
export const fieldOf = (question: string, ...place: (string | number)[]): string => [question, ...place].join('-')

/** The answer that a form holds to a question, as it was typed: malformed perhaps, and with the rows that are still blank. */
export function typedAnswer(question: QuestionSource, fields: Fields): Answer {
  const { id, options = [] } = question
  const text = (...place: (string | number)[]): string => one(fields[fieldOf(id, ...place)])
  const list = (...place: string[]): readonly string[] => all(fields[fieldOf(id, ...place)])
  return {
    ...MAIN[question.type](question, fields),
    ...(question.parts === undefined ? {} : { parts: partsIn(question, text, list) }),
    ...(options.some(({ needsReason }) => needsReason === true) ? { reason: text('reason') } : {}),
    ...(question.takesText === true ? { text: text('text') } : {}),
    ...(question.files === undefined ? {} : { files: list('files') }),
    ...(question.itemFiles === true ? { itemFiles: Object.fromEntries(options.map(({ code }) => [code, list('itemFiles', code)])) } : {}),
  }
}

type Read = (question: QuestionSource, fields: Fields) => Answer

const MAIN: Record<QuestionType, Read> = {
  single: ({ id }, fields) => ({ value: one(fields[fieldOf(id, 'value')]) }),
  multi: ({ id }, fields) => ({ value: all(fields[fieldOf(id, 'value')]) }),
  number: ({ id }, fields) => ({ value: numberIn(one(fields[fieldOf(id, 'value')])) }),
  text: ({ id }, fields) => ({ text: one(fields[fieldOf(id, 'text')]) }),
  table: (question, fields) => ({ rows: rowsIn(question, fields) }),
  evidence: () => ({}),
  signature: ({ id }, fields) => {
    const [name, role, date] = ['name', 'role', 'date'].map(member => one(fields[fieldOf(id, 'signature', member)]).trim())
    return { signature: { name, role, date, consent: one(fields[fieldOf(id, 'signature', 'consent')]) === 'true' } as Signature }
  },
}

type Signature = NonNullable<Answer['signature']>

const one = (value: Fields[string] | undefined): string => all(value)[0] ?? ''

const all = (value: Fields[string] | undefined): readonly string[] => (typeof value === 'string' ? [value] : (value ?? []))

/** The number, or the text where it is none, to be refused as such. */
const numberIn = (typed: string): number | string => (/^\s*-?\d{1,15}(\.\d{1,15})?\s*$/.test(typed) ? Number(typed) : typed)

const partsIn = ({ parts = [] }: QuestionSource, text: (...place: string[]) => string, list: (...place: string[]) => readonly string[]) =>
  Object.fromEntries(parts.map(({ name, kind }) => [name, kind === 'list' ? list('parts', name) : text('parts', name)]))

/** Rows count anew from the first, whatever numbers the form had left. */
function rowsIn({ id, columns = [] }: QuestionSource, fields: Fields): Row[] {
  const begin = `${fieldOf(id, 'rows')}-`
  const numbers = Object.keys(fields).flatMap(name => (name.startsWith(begin) ? [Number.parseInt(name.slice(begin.length), 10)] : []))
  return [...new Set(numbers)]
    .filter(number => number >= 0)
    .sort((first, second) => first - second)
    .map(number =>
      Object.fromEntries(columns.map(column => [column.name, cellIn(column, one(fields[fieldOf(id, 'rows', number, column.name)]))])),
    )
}

/** Around a date, a figure or a country a space means nothing; countries are written in capitals. */
function cellIn({ kind = 'text' }: ColumnSource, typed: string): string {
  if (kind === 'text') return typed
  return kind === 'country' ? typed.trim().toUpperCase() : typed.trim()
}

/** The answer without what is blank in it, or null where nothing is left: the form in which it is saved. */
export function filled(answer: Answer): Answer | null {
  const kept = withoutBlanks(answer)
  return kept === undefined ? null : kept
}

function withoutBlanks(value: unknown): unknown {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value
  if (Array.isArray(value)) {
    const items = value.map(withoutBlanks).filter(item => item !== undefined)
    return items.length === 0 ? undefined : items
  }
  if (typeof value !== 'object' || value === null) return value === null || value === false ? undefined : value
  const members = Object.entries(value).flatMap(([name, member]) => {
    const kept = withoutBlanks(member)
    return kept === undefined ? [] : [[name, kept] as const]
  })
  return members.length === 0 ? undefined : Object.fromEntries(members)
}

/** Equal for answers that say the same: the order of what is ticked, blanks and kinds of line breaks do not count. */
export const fingerprint = (answer: Answer | null): string => hashOf(sorted(answer === null ? null : filled(answer)))

function sorted(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(/\r\n?/g, '\n')
  if (Array.isArray(value)) return value.every(item => typeof item === 'string') ? value.toSorted() : value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, sorted(member)]))
}
