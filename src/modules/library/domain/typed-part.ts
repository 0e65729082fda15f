import { asked, askedFields, areRowsAsked, type LibraryAnswer, type Values } from './library-answer.js'
import type { QuestionSource } from './question-set.js'

/** What a form holds, by the name of its fields. */
type Fields = Readonly<Record<string, string | readonly string[]>>

/** The answer to one question as it was typed: malformed perhaps, and with blanks. */
export interface TypedQuestion {
  question: QuestionSource
  /** The version of the answer that the form was made from. */
  seen: number
  answer: LibraryAnswer
  /** The fields that the form showed, so that it can be told which follow from what was typed; "rows" for the rows. */
  shown: readonly string[]
}

export type PartAction =
  { do: 'save' | 'save-and-leave' | 'show' } | { do: 'add-row'; question: string } | { do: 'remove-row'; question: string; row: number }

export interface TypedPart {
  questions: readonly TypedQuestion[]
  action: PartAction
  /** The id of the draft that the form was made from; null of a form that was made from what is saved. */
  draft: string | null
}

/** Fields of the form itself begin with a dot: what a person types never does. */
export const OWN = { action: '.do', seen: '.seen-', shown: '.shown-', draft: '.draft' } as const

/** The name and the id of the field for one place of an answer: the JSON pointer there with hyphens, "L501-rows-0-value". */
export const fieldOf = (question: string, ...place: (string | number)[]): string => [question, ...place].join('-')

const one = (value: Fields[string] | undefined): string => (typeof value === 'string' ? value : (value?.[0] ?? ''))

const VERSION = /^(0|[1-9]\d{0,8})$/

/** The form of a part as it was sent: the questions that it held. */
export function readPart(questions: readonly QuestionSource[], fields: Fields): TypedPart {
  const held = questions.filter(({ id }) => VERSION.test(one(fields[`${OWN.seen}${id}`])))
  return {
    action: actionIn(one(fields[OWN.action])),
    draft: draftIn(one(fields[OWN.draft])),
    questions: held.map(question => ({
      question,
      seen: Number(one(fields[`${OWN.seen}${question.id}`])),
      shown: one(fields[`${OWN.shown}${question.id}`]).split(','),
      answer: typedAnswer(question, fields),
    })),
  }
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

const draftIn = (text: string): string | null => (UUID.test(text) ? text : null)

function actionIn(text: string): PartAction {
  const [verb, question = '', row = ''] = text.split(' ')
  if (verb === 'add-row') return { do: verb, question }
  if (verb === 'remove-row') return { do: verb, question, row: Number.parseInt(row, 10) }
  return verb === 'save-and-leave' || verb === 'show' ? { do: verb } : { do: 'save' }
}

const typedAnswer = ({ id, fields: own, rows }: QuestionSource, fields: Fields): LibraryAnswer => ({
  values: Object.fromEntries(own.map(({ name }) => [name, one(fields[fieldOf(id, 'values', name)])])),
  rows:
    rows === undefined
      ? []
      : rowsIn(
          id,
          rows.fields.map(({ name }) => name),
          fields,
        ),
})

/** Rows count anew from the first, whatever numbers the form had left. */
function rowsIn(id: string, names: readonly string[], fields: Fields): Values[] {
  const begin = `${fieldOf(id, 'rows')}-`
  const numbers = Object.keys(fields).flatMap(name => (name.startsWith(begin) ? [Number.parseInt(name.slice(begin.length), 10)] : []))
  return [...new Set(numbers)]
    .filter(number => number >= 0)
    .sort((first, second) => first - second)
    .map(number => Object.fromEntries(names.map(name => [name, one(fields[fieldOf(id, 'rows', number, name)])])))
}

/** The form with a blank row more, or with a row less, or with the fields that follow from what was typed; null where it asks for none of it. */
export function withRows({ questions, action, draft }: TypedPart): TypedPart | null {
  if (action.do === 'show') return { questions, action, draft }
  if (!('question' in action)) return null
  const changed = ({ rows, values }: LibraryAnswer): LibraryAnswer => ({
    values,
    rows: action.do === 'add-row' ? [...rows, {}] : rows.filter((_, place) => place !== action.row),
  })
  return {
    action,
    draft,
    questions: questions.map(each => (each.question.id === action.question ? { ...each, answer: changed(each.answer) } : each)),
  }
}

/** What the form would save: nothing that the other answers leave unasked. */
export const toSave = ({ question, answer }: TypedQuestion): LibraryAnswer => asked(question, answer)

/** Whether what was typed leads to fields that the form did not show. */
export function asksMore({ question, answer, shown }: TypedQuestion): boolean {
  const names = askedFields(question.fields, answer.values).map(({ name }) => name)
  return [...names, ...(areRowsAsked(question, answer) ? ['rows'] : [])].some(name => !shown.includes(name))
}
