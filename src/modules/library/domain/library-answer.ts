import type { Condition, FieldSource, QuestionSource } from './question-set.js'

export type Values = Readonly<Record<string, string>>

/** A file as an answer names it: what it is called, tied to its bytes. */
export interface NamedFile {
  id: string
  name: string
  /** 64 hexadecimal digits. */
  sha256: string
}

/** What a supplier answers to one question. Nothing blank is in it, and nothing that is not asked. */
export interface LibraryAnswer {
  values: Values
  rows: readonly Values[]
  /** The evidence, in the order in which it was added; left out where there is none, as in what was written before answers took files. */
  files?: readonly NamedFile[]
}

export const NO_ANSWER: LibraryAnswer = { values: {}, rows: [] }

export const isBlank = ({ values, rows, files = [] }: LibraryAnswer): boolean =>
  Object.keys(values).length === 0 && rows.length === 0 && files.length === 0

/** The words of an answer with these files, and no others. */
export const withFiles = ({ values, rows }: LibraryAnswer, files: readonly NamedFile[] = []): LibraryAnswer => ({
  values,
  rows,
  ...(files.length === 0 ? {} : { files }),
})

const holds = (condition: Condition | undefined, values: Values): boolean =>
  condition === undefined || condition.is.includes(values[condition.field] ?? '')

/** The fields that are asked for, with the values that were given to the others. */
export const askedFields = (fields: readonly FieldSource[], values: Values): FieldSource[] =>
  fields.filter(({ when }) => holds(when, values))

export const areRowsAsked = ({ rows }: QuestionSource, { values }: LibraryAnswer): boolean => rows !== undefined && holds(rows.when, values)

/** The answer without what its other values leave unasked. */
export function asked(question: QuestionSource, { values, rows }: LibraryAnswer): LibraryAnswer {
  const kept = only(question.fields, values)
  const areAsked = areRowsAsked(question, { values: kept, rows })
  return { values: kept, rows: areAsked ? rows.map(row => only(question.rows?.fields ?? [], row)) : [] }
}

const only = (fields: readonly FieldSource[], values: Values): Values => {
  const names = new Set(askedFields(fields, values).map(({ name }) => name))
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)))
}
