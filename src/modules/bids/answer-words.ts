import type { Answer } from '../guidelines/domain/answers.js'
import type { QuestionSource } from '../guidelines/domain/pack-source.js'
import { filled } from './domain/typed-answers.js'
import { type Field, fieldsOfQuestion, type Lists } from './question-fields.js'

/** One line of an answer as people read it. */
export interface AnswerLine {
  label: string
  text: string
}

/** What an answer says, line by line, without its blanks; nothing for no answer. */
export function linesOfAnswer(question: QuestionSource, answer: Answer | null, lists: Lists): AnswerLine[] {
  const kept = answer === null ? null : filled(answer)
  if (kept === null) return []
  const { fields, rows } = fieldsOfQuestion(question, kept, [], lists)
  return [
    ...fields.flatMap(field => lineOf(field, field.label)),
    ...(rows ?? []).flatMap(({ number, fields: cells }) => cells.flatMap(cell => lineOf(cell, `Row ${number}, ${cell.label}`))),
  ]
}

function lineOf({ value, items, kind }: Field, label: string): AnswerLine[] {
  const isChoice = kind === 'radios' || kind === 'checkboxes' || kind === 'select'
  const words = [value].flat().map(each => (isChoice ? (items.find(item => item.value === each)?.text ?? each) : each))
  const text = words.filter(word => word !== '').join(', ')
  return text === '' ? [] : [{ label, text }]
}
