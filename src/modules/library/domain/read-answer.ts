import type { FieldProblem } from '../../../shared/domain/errors.js'
import { readValue } from './field-values.js'
import { areRowsAsked, askedFields, isBlank, type LibraryAnswer, NO_ANSWER, type Values } from './library-answer.js'
import type { FieldSource, QuestionSource } from './question-set.js'

export interface ReadAnswer {
  answer: LibraryAnswer
  problems: FieldProblem[]
}

const CODE = 'answer-malformed'

const problem = (pointer: string, detail: string): FieldProblem => ({ pointer, code: CODE, detail })

/** The answer in its one spelling, without blanks, with all that is wrong with it. Answers that lack something are answers too: they can be gone on with later. */
export function readAnswer(question: QuestionSource, given: unknown, today: string): ReadAnswer {
  if (!isObject(given)) return refused('', 'An answer is an object with values, and with rows where the question has them')
  const strangers = Object.keys(given).filter(name => name !== 'values' && name !== 'rows')
  if (strangers.length > 0) return refused(`/${String(strangers[0])}`, 'An answer has values and rows, and nothing else')
  const { values: givenValues = {}, rows: givenRows = [] } = given
  const values = readValues(question.fields, givenValues, '/values', today)
  const rows = readRows(question, givenRows, today)
  const answer = { values: values.values, rows: rows.rows }
  const unasked = isBlank(answer) ? [] : unaskedRows(question, answer)
  return { answer, problems: [...values.problems, ...rows.problems, ...unasked] }
}

const refused = (pointer: string, detail: string): ReadAnswer => ({ answer: NO_ANSWER, problems: [problem(pointer, detail)] })

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const unaskedRows = (question: QuestionSource, answer: LibraryAnswer): FieldProblem[] =>
  answer.rows.length > 0 && !areRowsAsked(question, answer)
    ? [problem('/rows', `${question.title}: with the other answers no rows are asked for. Leave them out`)]
    : []

function readRows(question: QuestionSource, given: unknown, today: string): { rows: Values[]; problems: FieldProblem[] } {
  if (!Array.isArray(given)) return { rows: [], problems: [problem('/rows', 'Rows are a list')] }
  if (question.rows === undefined)
    return { rows: [], problems: given.length === 0 ? [] : [problem('/rows', `${question.title} has no rows`)] }
  const { fields, max, label } = question.rows
  if (given.length > max) return { rows: [], problems: [problem('/rows', `${label}: at most ${max} rows`)] }
  const read = given.map((row, place) => readValues(fields, row, `/rows/${place}`, today))
  return {
    rows: read.map(({ values }) => values).filter(row => Object.keys(row).length > 0),
    problems: read.flatMap(({ problems }) => problems),
  }
}

function readValues(
  fields: readonly FieldSource[],
  given: unknown,
  place: string,
  today: string,
): { values: Values; problems: FieldProblem[] } {
  if (!isObject(given)) return { values: {}, problems: [problem(place, 'This is an object of values by the name of the field')] }
  const names = new Set(fields.map(({ name }) => name))
  const strangers = Object.keys(given).filter(name => !names.has(name))
  const problems = strangers.map(name => problem(`${place}/${name}`, 'There is no field of this name'))
  const values: Record<string, string> = {}
  for (const field of fields) {
    const value = given[field.name] ?? ''
    if (typeof value !== 'string') {
      problems.push(problem(`${place}/${field.name}`, `${field.label} must be text`))
      continue
    }
    const read = readValue(field, value, today)
    if (read === null) continue
    if ('wrong' in read) problems.push(problem(`${place}/${field.name}`, read.wrong))
    else values[field.name] = read.value
  }
  return { values, problems: [...problems, ...unasked(fields, values, place), ...reversed(fields, values, place)] }
}

function unasked(fields: readonly FieldSource[], values: Values, place: string): FieldProblem[] {
  const asked = askedFields(fields, values)
  return fields
    .filter(field => field.name in values && !asked.includes(field))
    .map(({ name, label }) => problem(`${place}/${name}`, `${label} is not asked for with the other answers. Leave it empty`))
}

function reversed(fields: readonly FieldSource[], values: Values, place: string): FieldProblem[] {
  return fields.flatMap(({ name, label, notBefore = '' }) => {
    const [value, earlier] = [values[name], values[notBefore]]
    if (value === undefined || earlier === undefined || value >= earlier) return []
    const other = fields.find(each => each.name === notBefore)?.label ?? notBefore
    return [problem(`${place}/${name}`, `${label} must not be before ${other.toLowerCase()}`)]
  })
}
