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

/** The answer by the labels of its question. `fileNames` holds the names of the files by id; one that is not there is told as missing. */
export function answerInWords(question: QuestionSource, answer: Answer, fileNames: ReadonlyMap<string, string>): AnswerInWords {
  return {
    lines: [...chosen(question, answer), ...written(question, answer), ...signed(answer)],
    table: tableOf(question, answer),
    files: filesOf(question, answer, fileNames),
  }
}

function chosen({ options = [] }: QuestionSource, { value, reason }: Answer): string[] {
  const values = value === undefined ? [] : [value].flat()
  const labels = values.map(each => options.find(({ code }) => code === each)?.label ?? String(each))
  return reason === undefined ? labels : [...labels, `Reason: ${reason}`]
}

function written({ parts: asked = [] }: QuestionSource, { text, parts = {} }: Answer): string[] {
  const given = asked.flatMap(({ name, label }) =>
    parts[name] === undefined ? [] : [`${capital(label)}: ${[parts[name]].flat().join(', ')}`],
  )
  return text === undefined ? given : [text, ...given]
}

function signed({ signature }: Answer): string[] {
  if (signature === undefined) return []
  const { name, role, date, consent } = signature
  const by = [name, role, date === undefined ? undefined : typedDayInWords(date)].filter(part => part !== undefined).join(', ')
  return [`Signed: ${by}`, ...(consent === true ? ['Agreed that the signature binds.'] : [])]
}

function tableOf({ columns = [] }: QuestionSource, { rows }: Answer): TableInWords | null {
  if (rows === undefined || rows.length === 0) return null
  const cell = (row: Row, { name, kind = 'text', options = [] }: (typeof columns)[number]): string =>
    options.find(({ code }) => code === row[name])?.label ?? CELLS[kind](row[name] ?? '')
  return { columns: columns.map(({ label }) => capital(label)), rows: rows.map(row => columns.map(column => cell(row, column))) }
}

const asItIs = (text: string): string => text

const CELLS = { text: asItIs, figure: asItIs, date: typedDayInWords, country: countryInWords } as const

function filesOf({ options = [] }: QuestionSource, { files = [], itemFiles = {} }: Answer, names: ReadonlyMap<string, string>): string[] {
  const nameOf = (id: string): string => names.get(id) ?? 'A file that is not in the bid any more'
  const ofItems = Object.entries(itemFiles).flatMap(([item, ids]) =>
    ids.map(id => `${options.find(({ code }) => code === item)?.label ?? item}: ${nameOf(id)}`),
  )
  return [...files.map(nameOf), ...ofItems]
}
