import type { NamedInNotice } from '../guidelines/domain/answer-in-words.js'
import type { Answer } from '../guidelines/domain/answers.js'
import type { ColumnSource, OptionSource, PartSource, QuestionSource } from '../guidelines/domain/pack-source.js'
import { capital } from '../guidelines/domain/trace-words.js'
import { fieldOf } from './domain/typed-answers.js'

/** One field of a form, whatever question it belongs to. */
export interface Field {
  kind: 'radios' | 'checkboxes' | 'select' | 'words' | 'line' | 'number' | 'country' | 'date'
  id: string
  label: string
  hint: string | null
  /** One for a line of text or a choice, several for ticks. */
  value: string | readonly string[]
  items: readonly Item[]
}

export interface Item {
  value: string
  text: string
  hint?: { text: string }
}

/** A row of a table, with its fields. */
export interface RowFields {
  number: number
  fields: Field[]
}

export interface QuestionFields {
  /** The first of them is what the question itself asks for; the others stand beside it. */
  fields: Field[]
  rows: RowFields[] | null
}

/** What questions are filled from: lists of the notice by name, the files of the bid, and figures of policy. */
export interface Lists {
  picked: Readonly<Record<string, readonly Item[]>>
  files: readonly Item[]
  reasonWords: number
}

/** The fields of a question, filled with an answer as it was saved or typed. */
export function fieldsOfQuestion(question: QuestionSource, answer: Answer, wantedParts: readonly string[], lists: Lists): QuestionFields {
  const { id, text, parts = [], options = [] } = question
  const main = mainField(question, answer, lists)
  const beside = [
    ...(question.itemFiles === true
      ? options.filter(({ needsReason }) => needsReason !== true).map(option => filesFor(id, option, answer, lists))
      : []),
    ...parts.map(part => partField(question, part, answer, wantedParts, lists)),
    ...reasonField(question, answer, lists),
    ...(question.takesText === true ? [field('words', fieldOf(id, 'text'), 'You may add more', answer.text)] : []),
    ...(question.files !== undefined && question.type !== 'evidence'
      ? [filesField(fieldOf(id, 'files'), 'Files', answer.files, lists)]
      : []),
  ]
  const rows = question.type === 'table' ? (answer.rows ?? []).map((row, place) => rowFields(question, row, place, lists)) : null
  return {
    fields: [...main.map(each => ({ ...each, label: each.label || text })), ...beside],
    rows: rows?.length === 0 ? [rowFields(question, {}, 0, lists)] : rows,
  }
}

/** The label is the question itself where it is left empty. */
function mainField(question: QuestionSource, { value, text = '', files, signature = {} }: Answer, lists: Lists): Field[] {
  const id = fieldOf(question.id, 'value')
  const items = itemsOf(question.options ?? [])
  if (question.type === 'single') return [field('radios', id, '', value, { items })]
  if (question.type === 'multi') return [field('checkboxes', id, '', value ?? [], { items, hint: 'Select all that apply.' })]
  if (question.type === 'number') return [field('number', id, '', value, { hint: rangeOf(question) })]
  if (question.type === 'text') return [field('words', fieldOf(question.id, 'text'), '', text, { hint: floorOf(question) })]
  if (question.type === 'evidence') return [filesField(fieldOf(question.id, 'files'), '', files, lists)]
  if (question.type === 'table') return []
  const of = (member: string): string => fieldOf(question.id, 'signature', member)
  return [
    field('line', of('name'), 'Name', signature.name),
    field('line', of('role'), 'Role', signature.role),
    field('date', of('date'), 'Date', signature.date),
    field('checkboxes', of('consent'), 'Consent', signature.consent === true ? ['true'] : [], {
      items: [{ value: 'true', text: 'I confirm this, with authority to do so' }],
    }),
  ]
}

function field(
  kind: Field['kind'],
  id: string,
  label: string,
  value: Answer['value'] | readonly string[],
  { items = [], hint = HINTS[kind] ?? null }: Partial<Pick<Field, 'items' | 'hint'>> = {},
): Field {
  return { kind, id, label, hint, items, value: typeof value === 'number' ? String(value) : (value ?? '') }
}

const HINTS: Partial<Record<Field['kind'], string>> = {
  date: 'Year, month and day, such as 2026-11-30',
  country: 'Two letters, such as GB for the United Kingdom',
}

const rangeOf = ({ range }: QuestionSource): string | null => (range === undefined ? null : `From ${range.min} to ${range.max}`)

const floorOf = ({ floorWords }: QuestionSource): string | null => (floorWords === undefined ? null : `At least ${floorWords} words`)

/** What follows from an option stands under it before it is chosen. */
const itemsOf = (options: readonly OptionSource[]): Item[] =>
  options.map(({ code, label, says }) => ({ value: code, text: label, ...(says === undefined ? {} : { hint: { text: says } }) }))

function partField({ id, type }: QuestionSource, part: PartSource, { parts = {} }: Answer, wanted: readonly string[], lists: Lists): Field {
  const { name, kind, pickedFrom = '' } = part
  const label = capital(part.label) + (type === 'text' && !wanted.includes(name) ? ' (optional)' : '')
  const place = fieldOf(id, 'parts', name)
  const value = parts[name]
  if (kind === 'text') return field('words', place, label, value)
  return field('checkboxes', place, label, value ?? [], {
    items: withStrangers(lists.picked[pickedFrom] ?? [], value, 'is no longer in the notice'),
  })
}

/** One box for the reason that some options ask for. */
function reasonField({ id, options = [] }: QuestionSource, { reason }: Answer, { reasonWords }: Lists): Field[] {
  const asking = options.filter(({ needsReason }) => needsReason === true).map(({ label }) => `“${label}”`)
  if (asking.length === 0) return []
  return [
    field('words', fieldOf(id, 'reason'), `If your answer is ${asking.join(' or ')}, say why`, reason, {
      hint: `At least ${reasonWords} words`,
    }),
  ]
}

const filesFor = (id: string, { code, label }: OptionSource, { itemFiles = {} }: Answer, lists: Lists): Field =>
  filesField(fieldOf(id, 'itemFiles', code), `Files that prove: ${label}`, itemFiles[code], lists)

const filesField = (id: string, label: string, value: readonly string[] | undefined, { files }: Lists): Field =>
  field('checkboxes', id, label, value ?? [], {
    items: withStrangers(files, value, 'was taken out of the bid'),
    hint: files.length === 0 ? 'There are no files in your bid yet.' : 'Select the files of your bid that answer this.',
  })

/** The lists of a notice as choices. */
export const itemsFrom = (notice: NamedInNotice): Lists['picked'] =>
  Object.fromEntries(Object.entries(notice).map(([list, named]) => [list, [...named].map(([value, text]) => ({ value, text }))]))

/** What is ticked and not in the list any more can still be seen, and unticked. */
const withStrangers = (items: readonly Item[], value: string | readonly string[] | undefined, why: string): readonly Item[] => [
  ...items,
  ...[value ?? []].flat().flatMap(each => (items.some(item => item.value === each) ? [] : [{ value: each, text: `${each} (${why})` }])),
]

function rowFields({ id, columns = [] }: QuestionSource, row: Readonly<Record<string, string>>, place: number, lists: Lists): RowFields {
  return {
    number: place + 1,
    fields: columns.map(column => cellField(column, fieldOf(id, 'rows', place, column.name), row[column.name], lists)),
  }
}

function cellField(
  { label, kind = 'text', options, pickedFrom }: ColumnSource,
  id: string,
  value: string | undefined,
  lists: Lists,
): Field {
  const words = capital(label)
  if (options !== undefined)
    return field('select', id, words, value, { items: options.map(({ code, label: text }) => ({ value: code, text })) })
  if (pickedFrom !== undefined) {
    const items = withStrangers(
      lists.picked[pickedFrom] ?? [],
      value === undefined || value === '' ? undefined : value,
      'is no longer in the notice',
    )
    return field('select', id, words, value, { items })
  }
  return field(CELLS[kind], id, words, value)
}

const CELLS = { text: 'words', figure: 'number', date: 'date', country: 'country' } as const
