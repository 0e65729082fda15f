import type { QuestionType } from './answers.js'
import { entriesOf } from './answers.js'
import { isObject } from './json.js'
import type { Pack, ShapeProblem } from './pack.js'
import type { ColumnSource, Limits, PartSource, QuestionSource } from './pack-source.js'
import { boolean, country, date, distinct, figure, listOf, membersOf, number, option, problem, text, under, type Shape } from './shape.js'

type Members = readonly (readonly [string, Shape])[]

/** The form an answer to this question has: the members of its type and no others. */
export function answerShape(question: QuestionSource, limits: Limits): Shape {
  return membersOf(new Map([...MAIN[question.type](question, limits), ...beside(question, limits)]), 'unknown-member')
}

const codesOf = (question: QuestionSource): string[] => (question.options ?? []).map(({ code }) => code)

const MAIN: Record<QuestionType, (question: QuestionSource, limits: Limits) => Members> = {
  single: question => [['value', option(codesOf(question))]],
  multi: (question, limits) => [['value', distinct(listOf(limits.listItems, option(codesOf(question))))]],
  number: question => [['value', number(question.range)]],
  text: (_question, limits) => [['text', text(limits.textCharacters)]],
  table: (question, limits) => [['rows', listOf(limits.rows, rowShape(question.columns ?? [], limits))]],
  evidence: () => [],
  signature: (_question, limits) => [['signature', signatureShape(limits)]],
}

function beside(question: QuestionSource, limits: Limits): Members {
  const parts = new Map((question.parts ?? []).map(part => [part.name, partShape(part, limits)]))
  const files = distinct(listOf(question.files?.max ?? limits.listItems, text(limits.cellCharacters)))
  const item: Members = codesOf(question).map(code => [code, files])
  const possible: [boolean, Members[number]][] = [
    [parts.size > 0, ['parts', membersOf(parts, 'unknown-part')]],
    [question.options?.some(({ needsReason }) => needsReason === true) ?? false, ['reason', text(limits.textCharacters)]],
    [question.takesText === true, ['text', text(limits.textCharacters)]],
    [question.files !== undefined, ['files', files]],
    [question.itemFiles === true, ['itemFiles', membersOf(new Map(item), 'unknown-option')]],
  ]
  return possible.filter(([has]) => has).map(([, member]) => member)
}

const partShape = (part: PartSource, limits: Limits): Shape =>
  part.kind === 'list' ? distinct(listOf(limits.listItems, text(limits.cellCharacters))) : text(limits.textCharacters)

function rowShape(columns: readonly ColumnSource[], limits: Limits): Shape {
  const cells = columns.map(column => [column.name, cellShape(column, limits)] as const)
  return membersOf(new Map(cells), 'unknown-column')
}

/** Any cell may be blank; whether it must be filled is for the rules. */
function cellShape({ kind = 'text', options }: ColumnSource, limits: Limits): Shape {
  if (options === undefined) return CELL[kind](limits)
  return option(
    options.map(({ code }) => code),
    true,
  )
}

const CELL: Record<NonNullable<ColumnSource['kind']>, (limits: Limits) => Shape> = {
  text: limits => text(limits.cellCharacters),
  figure: () => figure,
  date: () => date,
  country: () => country,
}

const signatureShape = (limits: Limits): Shape =>
  membersOf(
    new Map([
      ['name', text(limits.cellCharacters)],
      ['role', text(limits.cellCharacters)],
      ['date', date],
      ['consent', boolean],
    ]),
    'unknown-member',
  )

const MOST_PROBLEMS = 100

/**
 * All that is malformed in answers as sent (at most 100 problems), with pointers into them; a null answer, which deletes, is well-formed.
 * It judges form alone: an empty or wrong answer is for the rules.
 */
export function refuseMalformedAnswers(pack: Pack, answers: unknown): ShapeProblem[] {
  if (!isObject(answers)) return [...problem('wrong-type', 'Send an object of answers by question id.')]
  const problems: ShapeProblem[] = []
  for (const [id, answer] of entriesOf(answers)) {
    if (problems.length >= MOST_PROBLEMS) break
    const question = pack.questions.get(id)
    if (question !== undefined && answer === null) continue
    const found = question?.shapeOf(answer) ?? problem('unknown-question', 'There is no such question.')
    problems.push(...under(id.slice(0, 80), found))
  }
  return problems.slice(0, MOST_PROBLEMS)
}
