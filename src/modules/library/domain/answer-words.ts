import { typedDayInWords } from '../../../shared/domain/london-time.js'
import { pounds } from '../../../shared/domain/decimal.js'
import { compareWords, type MarkedTexts } from '../../../shared/domain/word-diff.js'
import { areRowsAsked, askedFields, type LibraryAnswer, type NamedFile, type Values } from './library-answer.js'
import type { FieldSource, QuestionSource } from './question-set.js'

/** One thing that an answer says, in words. */
export interface SaidLine {
  label: string
  text: string
}

/** What two answers to one question say differently about one thing; where one lacks it, its side is empty. */
export interface ChangedLine extends MarkedTexts {
  label: string
}

/** What an answer says, thing by thing. */
export function linesOf(question: QuestionSource, answer: LibraryAnswer): SaidLine[] {
  return [...wordsOf(question, answer), ...(answer.files ?? []).map(fileLine)]
}

/** The same without the files. */
export function wordsOf(question: QuestionSource, answer: LibraryAnswer): SaidLine[] {
  const { fields, rows } = question
  const own = linesIn(fields, answer.values, '')
  if (rows === undefined || !areRowsAsked(question, answer)) return own
  return [...own, ...answer.rows.flatMap((row, place) => linesIn(rows.fields, row, `${rows.label} ${place + 1}: `))]
}

/** By its name, which no other file of the answer has: so one that was added or is gone shows as a line. */
const fileLine = ({ name, sha256 }: NamedFile): SaidLine => ({ label: `Evidence file ${name}`, text: `SHA-256 ${sha256}` })

const linesIn = (fields: readonly FieldSource[], values: Values, before: string): SaidLine[] =>
  askedFields(fields, values).flatMap(field => {
    const value = values[field.name]
    return value === undefined ? [] : [{ label: `${before}${field.label}`, text: inWords(field, value) }]
  })

function inWords({ kind, options = [] }: FieldSource, value: string): string {
  if (kind === 'choice') return options.find(({ code }) => code === value)?.label ?? value
  if (kind === 'date') return typedDayInWords(value)
  return kind === 'money' ? pounds(value) : value
}

/** What changed from one answer to another, thing by thing and word by word. */
export function compareAnswers(question: QuestionSource, before: LibraryAnswer, after: LibraryAnswer): ChangedLine[] {
  const [old, young] = [before, after].map(answer => new Map(linesOf(question, answer).map(({ label, text }) => [label, text])))
  const labels = new Set([...(old?.keys() ?? []), ...(young?.keys() ?? [])])
  return [...labels].flatMap(label => {
    const [was, is] = [old?.get(label) ?? '', young?.get(label) ?? '']
    return was === is ? [] : [{ label, ...compareWords(was, is) }]
  })
}
