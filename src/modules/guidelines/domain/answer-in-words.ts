import { countryInWords } from '../../../shared/domain/country-in-words.js'
import { typedDayInWords } from '../../../shared/domain/london-time.js'
import type { Answer, Row } from './answers.js'
import type { QuestionSource } from './pack-source.js'
import { capital } from './trace-words.js'

/** A table of an answer: the labels of its columns, and its cells. */
export interface TableInWords {
  columns: string[]
  rows: string[][]
}

/** An answer as people read it: lines one under the other, a table where it has rows, and the names of its files. */
export interface AnswerInWords {
  lines: string[]
  table: TableInWords | null
  files: string[]
}

/** What the notice lists for answers to pick from (`pickedFrom`), by id. */
export type NamedInNotice = Readonly<Record<string, ReadonlyMap<string, string>>>

/** What an answer names by ids that are not its question's. */
export interface NamesInAnswers {
  /** Names of files; one that is not there is told as missing. */
  files: ReadonlyMap<string, string>
  notice: NamedInNotice
}

/** The answer by the labels of its question. */
export function answerInWords(question: QuestionSource, answer: Answer, { files, notice }: NamesInAnswers): AnswerInWords {
  return {
    lines: [...chosen(question, answer), ...written(question, answer, notice), ...signed(answer)],
    table: tableOf(question, answer, notice),
    files: filesOf(question, answer, files),
  }
}

function chosen({ options = [] }: QuestionSource, { value, reason }: Answer): string[] {
  const values = value === undefined ? [] : [value].flat()
  const labels = values.map(each => options.find(({ code }) => code === each)?.label ?? String(each))
  return reason === undefined ? labels : [...labels, `Reason: ${reason}`]
}

function written({ parts: asked = [] }: QuestionSource, { text, parts = {} }: Answer, notice: NamedInNotice): string[] {
  const given = asked.flatMap(({ name, label, pickedFrom }) => {
    const said = parts[name]
    if (said === undefined) return []
    const words = [said].flat().map(each => named(notice, pickedFrom, each))
    return [`${capital(label)}: ${words.join(pickedFrom === undefined ? ', ' : '; ')}`]
  })
  return text === undefined ? given : [text, ...given]
}

function signed({ signature }: Answer): string[] {
  if (signature === undefined) return []
  const { name, role, date, consent } = signature
  const by = [name, role, date === undefined ? undefined : typedDayInWords(date)].filter(part => part !== undefined).join(', ')
  return [`Signed: ${by}`, ...(consent === true ? ['Agreed that the signature binds.'] : [])]
}

function tableOf({ columns = [] }: QuestionSource, { rows }: Answer, notice: NamedInNotice): TableInWords | null {
  if (rows === undefined || rows.length === 0) return null
  const cell = (row: Row, { name, kind = 'text', options = [], pickedFrom }: (typeof columns)[number]): string =>
    options.find(({ code }) => code === row[name])?.label ?? CELLS[kind](named(notice, pickedFrom, row[name] ?? ''))
  return { columns: columns.map(({ label }) => capital(label)), rows: rows.map(row => columns.map(column => cell(row, column))) }
}

/** What the notice does not list any more is told as it is. */
const named = (notice: NamedInNotice, list: string | undefined, id: string): string => notice[list ?? '']?.get(id) ?? id

const asItIs = (text: string): string => text

const CELLS = { text: asItIs, figure: asItIs, date: typedDayInWords, country: countryInWords } as const

function filesOf({ options = [] }: QuestionSource, { files = [], itemFiles = {} }: Answer, names: ReadonlyMap<string, string>): string[] {
  const nameOf = (id: string): string => names.get(id) ?? 'A file that is not in the bid any more'
  const ofItems = Object.entries(itemFiles).flatMap(([item, ids]) =>
    ids.map(id => `${options.find(({ code }) => code === item)?.label ?? item}: ${nameOf(id)}`),
  )
  return [...files.map(nameOf), ...ofItems]
}
