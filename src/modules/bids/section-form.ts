import type { Answer } from '../guidelines/domain/answers.js'
import type { QuestionSource } from '../guidelines/domain/pack-source.js'
import type { TypedSection } from './domain/section-merge.js'
import { type Fields, filled, typedAnswer } from './domain/typed-answers.js'

/** The form of one section as it was sent. */
export interface TypedForm extends TypedSection {
  /** The revision of the section that the form was made from. */
  revision: number
  /** The questions that the form held, answered or not. */
  asked: readonly string[]
  action: FormAction
}

export type FormAction =
  | { do: 'save' | 'save-and-leave' | 'keep' | 'show' }
  | { do: 'add-row'; question: string }
  | { do: 'remove-row'; question: string; row: number }

/** Fields of the form itself begin with a dot: what a person types never does. */
export const OWN = { asked: '.asked', was: '.was-', revision: '.revision', action: '.do', choice: '.choice-' } as const

/** Reads the form of a section. A clash that the person decided for what is saved takes the question out of the form. */
export function readSectionForm(questions: readonly QuestionSource[], fields: Fields): TypedForm {
  const held = [fields[OWN.asked] ?? []].flat()
  const kept = questions.filter(({ id }) => held.includes(id) && fields[`${OWN.choice}${id}`] !== 'saved')
  const asked = kept.map(({ id }) => id)
  return {
    asked,
    action: actionIn(String(fields[OWN.action] ?? 'save')),
    revision: Number.parseInt(String(fields[OWN.revision]), 10) || 0,
    answers: Object.fromEntries(kept.map(question => [question.id, typedAnswer(question, fields)])),
    was: Object.fromEntries(asked.map(id => [id, String(fields[`${OWN.was}${id}`] ?? '')])),
  }
}

function actionIn(text: string): FormAction {
  const [verb, question = '', row = ''] = text.split(' ')
  if (verb === 'add-row') return { do: verb, question }
  if (verb === 'remove-row') return { do: verb, question, row: Number.parseInt(row, 10) }
  return verb === 'save-and-leave' || verb === 'keep' || verb === 'show' ? { do: verb } : { do: 'save' }
}

/** What the form would save: without blanks, null for a question without an answer. */
export const toSave = ({ answers, was }: TypedForm): TypedSection => ({
  was,
  answers: Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, answer === null ? null : filled(answer)])),
})

/** The form with a blank row more, or with a row less; null where it asks for neither. */
export function withRows(form: TypedForm): TypedForm | null {
  const { action } = form
  if (!('question' in action)) return action.do === 'show' ? form : null
  const answer: Answer = form.answers[action.question] ?? {}
  const rows = answer.rows ?? []
  const changed =
    action.do === 'add-row' ? [...rows, ...(rows.length === 0 ? [{}, {}] : [{}])] : rows.filter((_, place) => place !== action.row)
  return { ...form, answers: { ...form.answers, [action.question]: { ...answer, rows: changed } } }
}
