import type { Condition, FieldSource, QuestionSource } from './question-set.js'

export type Values = Readonly<Record<string, string>>

/** What a supplier answers to one question. Nothing blank is in it, and nothing that is not asked. */
export interface LibraryAnswer {
  values: Values
  rows: readonly Values[]
}

export const NO_ANSWER: LibraryAnswer = { values: {}, rows: [] }

export const isBlank = ({ values, rows }: LibraryAnswer): boolean => Object.keys(values).length === 0 && rows.length === 0

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
