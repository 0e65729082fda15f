import { isBlank, isObject, own } from './json.js'

export type Row = Readonly<Record<string, string>>

/** One answer as the API takes it, known to be well-formed: only the members its type has. */
export interface Answer {
  readonly value?: string | readonly string[] | number
  readonly text?: string
  readonly parts?: Readonly<Record<string, string | readonly string[]>>
  readonly rows?: readonly Row[]
  readonly files?: readonly string[]
  readonly itemFiles?: Readonly<Record<string, readonly string[]>>
  readonly reason?: string
  readonly signature?: { readonly name?: string; readonly role?: string; readonly date?: string; readonly consent?: boolean }
}

/** Answers by question id, as stored or sent. */
export type Answers = Readonly<Record<string, unknown>>

export const QUESTION_TYPES = ['single', 'multi', 'number', 'text', 'table', 'evidence', 'signature'] as const

export type QuestionType = (typeof QUESTION_TYPES)[number]

/** The members that make an answer an answer; parts beside a choice and reasons alone do not. */
const ANSWERING: Record<QuestionType, readonly (keyof Answer)[]> = {
  single: ['value'],
  multi: ['value'],
  number: ['value'],
  text: ['text', 'parts'],
  table: ['rows'],
  evidence: ['files'],
  signature: ['signature'],
}

export const isAnswered = (type: QuestionType, answer: Answer | null): answer is Answer =>
  ANSWERING[type].some(member => !isBlank(own(answer, member)))

/** The same answer with ticked options in the question's order, once each, and without rows in which no cell is filled. */
export function tidied(answer: Answer, optionCodes: readonly string[]): Answer {
  const { value, rows } = answer
  return {
    ...answer,
    ...(Array.isArray(value) ? { value: optionCodes.filter(code => value.includes(code)) } : {}),
    ...(rows === undefined ? {} : { rows: rows.filter(row => !isBlank(row)) }),
  }
}

/** The option codes an answer holds: its choice, its ticks, or the cells of one column. */
export function codesIn(answer: Answer | null, column?: string): readonly unknown[] {
  if (answer === null) return []
  if (column !== undefined) return (answer.rows ?? []).map(row => own(row, column))
  return Array.isArray(answer.value) ? answer.value : [answer.value]
}

/** The files that prove one option. */
export const filesFor = (answer: Answer | null, code: string): readonly string[] =>
  (own(answer?.itemFiles, code) ?? []) as readonly string[]

export const entriesOf = (answers: unknown): [string, unknown][] => (isObject(answers) ? Object.entries(answers) : [])
