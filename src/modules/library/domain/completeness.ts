import { areRowsAsked, askedFields, isBlank, type LibraryAnswer, type Values } from './library-answer.js'
import type { FieldSource, QuestionSource } from './question-set.js'

/** How far an answer is: nothing of it, some of it, or all that is asked for. */
export type AnswerState = 'missing' | 'begun' | 'done'

/** What an answer lacks, in words. */
export function lacking(question: QuestionSource, answer: LibraryAnswer): string[] {
  const { fields, rows } = question
  const own = lackingIn(fields, answer.values, '')
  if (rows === undefined || !areRowsAsked(question, answer)) return own
  const few = answer.rows.length < rows.min ? [`${rows.label}: ${rows.min - answer.rows.length} more`] : []
  return [...own, ...few, ...answer.rows.flatMap((row, place) => lackingIn(rows.fields, row, `${rows.label} ${place + 1}: `))]
}

const lackingIn = (fields: readonly FieldSource[], values: Values, before: string): string[] =>
  askedFields(fields, values)
    .filter(({ name, optional }) => optional !== true && values[name] === undefined)
    .map(({ label }) => `${before}${label}`)

export function stateOf(question: QuestionSource, answer: LibraryAnswer): AnswerState {
  if (isBlank(answer)) return 'missing'
  return lacking(question, answer).length === 0 ? 'done' : 'begun'
}

/** How far several together are. */
export function stateOfAll(states: readonly AnswerState[]): AnswerState {
  if (states.every(state => state === 'missing')) return 'missing'
  return states.every(state => state === 'done') ? 'done' : 'begun'
}
