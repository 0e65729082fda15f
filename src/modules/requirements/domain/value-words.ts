import { londonTime, typedDayInWords } from '../../../shared/domain/london-time.js'
import { pounds } from '../../../shared/domain/decimal.js'
import { parseInstant } from '../../../shared/domain/instant.js'
import type { FieldColumn, FieldOption, RequirementField } from './requirement-field.js'
import type { RequirementContent } from './requirement-content.js'
import type { SectionWords } from './section-words.js'
import type { Row } from './typed-rows.js'

/** What is saved or was typed in a field, in lines that people read; none where there is nothing. */
export function inWords(field: RequirementField, value: unknown, words: SectionWords): string[] {
  if (value === null || value === undefined) return []
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const named = (code: unknown): string => nameOfCode(code, words.options(field.at))
  if (field.kind === 'rows') return Array.isArray(value) ? value.map(row => rowInWords(field, row as Row, words)) : [text]
  if (field.at === 'filters/location' && Array.isArray(value)) return value.map(placeInWords)
  if (Array.isArray(value)) return value.map(named)
  if (field.kind === 'yes-no') return [value === true ? 'Yes' : value === false ? 'No' : text]
  if (field.kind === 'money') return moneyInWords(value)
  if (field.kind === 'moment') return [parseInstant(text) === null ? text : londonTime(text)]
  if (field.kind === 'day') return [typedDayInWords(text)]
  return [named(value)]
}

/** The words for what one requirement says: its award questions name its criteria. */
export const withCriteria = (words: SectionWords, criteria: RequirementContent['criteria'] = []): SectionWords => ({
  ...words,
  options: (at, column) =>
    column === 'criterionId' ? criteria.map(({ id, title }) => ({ code: id, label: `${title} (${id})` })) : words.options(at, column),
})

/** What was chosen, by its name; "None of the fields below" stands below nothing where it is told alone. */
export const nameOfCode = (code: unknown, options: readonly FieldOption[]): string =>
  options.find(option => option.code === String(code))?.label.replace(/ below$/, ' offered') ?? String(code)

/** A place may be given as programs write it: "england-north-west" is "England, North West". */
function placeInWords(place: unknown): string {
  const [, nation, region] = /^(england|scotland|wales)-([a-z-]+)$/.exec(String(place)) ?? []
  return region === undefined ? String(place) : [nation, region].map(part => capitalised(String(part))).join(', ')
}

const capitalised = (code: string): string =>
  code
    .split('-')
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ')

function moneyInWords(value: unknown): string[] {
  const { amount, vatAmount } = value as { amount?: string; vatAmount?: string }
  const shown = (figure: string | undefined): string =>
    figure !== undefined && /^\d+\.\d\d$/.test(figure) ? pounds(figure) : (figure ?? 'nothing')
  return [`${shown(amount)} without VAT, and ${shown(vatAmount)} VAT`]
}

/** "How the service would work; Quality; weight in per cent: 40 (C1)". */
function rowInWords(field: RequirementField, row: Row, words: SectionWords): string {
  const said = cellsInWords(field, row, words)
  return row['id'] === undefined ? said : `${said} (${String(row['id'])})`
}

/** What the columns of a row say. A figure or a number of another row says nothing without what it counts. */
export const cellsInWords = (field: RequirementField, row: Row, words: SectionWords): string =>
  (field.columns ?? [])
    .map(column => cellInWords(field, column, row[column.name], words))
    .filter(said => said !== '')
    .join('; ')

function cellInWords(
  field: RequirementField,
  { name, label, kind, tells }: FieldColumn,
  value: Row[string] | undefined,
  words: SectionWords,
): string {
  if (typeof tells === 'object') return tells[value === true ? 0 : 1]
  if (kind === 'flag') return `${label} ${value === true ? 'Yes' : 'No'}`
  if (value === undefined) return ''
  const said = nameOfCode(value, words.options(field.at, name))
  const isBare = kind === 'figure' || kind === 'number' || (kind === 'select' && said === value)
  return tells !== undefined || isBare ? `${tells ?? label}: ${said}` : said
}
