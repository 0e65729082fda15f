import { londonTime, typedDayInWords } from '../../../shared/domain/london-time.js'
import { pounds } from '../../../shared/domain/decimal.js'
import { parseInstant } from '../../../shared/domain/instant.js'
import type { FieldColumn, FieldOption, RequirementField } from './requirement-field.js'
import type { SectionWords } from './section-words.js'
import type { Row } from './typed-rows.js'

/** What is saved or was typed in a field, in lines that people read; none where there is nothing. */
export function inWords(field: RequirementField, value: unknown, words: SectionWords): string[] {
  if (value === null || value === undefined) return []
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const named = (code: unknown): string => nameOfCode(code, words.options(field.at))
  if (field.kind === 'rows') return Array.isArray(value) ? value.map(row => rowInWords(field, row as Row, words)) : [text]
  if (Array.isArray(value)) return value.map(named)
  if (field.kind === 'yes-no') return [value === true ? 'Yes' : value === false ? 'No' : text]
  if (field.kind === 'money') return moneyInWords(value)
  if (field.kind === 'moment') return [parseInstant(text) === null ? text : londonTime(text)]
  if (field.kind === 'day') return [typedDayInWords(text)]
  return [named(value)]
}

export const nameOfCode = (code: unknown, options: readonly FieldOption[]): string =>
  options.find(option => option.code === String(code))?.label ?? String(code)

function moneyInWords(value: unknown): string[] {
  const { amount, vatAmount } = value as { amount?: string; vatAmount?: string }
  const shown = (figure: string | undefined): string =>
    figure !== undefined && /^\d+\.\d\d$/.test(figure) ? pounds(figure) : (figure ?? 'nothing')
  return [`${shown(amount)} without VAT, and ${shown(vatAmount)} VAT`]
}

/** "C1: How the service would work; Quality; Weight in per cent: 40". */
function rowInWords(field: RequirementField, row: Row, words: SectionWords): string {
  const said = cellsInWords(field, row, words)
  return row['id'] === undefined ? said : `${String(row['id'])}: ${said}`
}

/** What the columns of a row say. A figure or a number of another row says nothing without what it counts. */
export const cellsInWords = (field: RequirementField, row: Row, words: SectionWords): string =>
  (field.columns ?? [])
    .map(column => cellInWords(field, column, row[column.name], words))
    .filter(said => said !== '')
    .join('; ')

function cellInWords(
  field: RequirementField,
  { name, label, kind }: FieldColumn,
  value: Row[string] | undefined,
  words: SectionWords,
): string {
  if (kind === 'flag') return `${label} ${value === true ? 'Yes' : 'No'}`
  if (value === undefined) return ''
  const said = nameOfCode(value, words.options(field.at, name))
  const isBare = kind === 'figure' || kind === 'number' || (kind === 'select' && said === value)
  return isBare ? `${label}: ${said}` : said
}
