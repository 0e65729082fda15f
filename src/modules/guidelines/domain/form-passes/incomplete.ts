import { isUnanswered, type Answer } from '../answers.js'
import type { Leaf } from '../condition.js'
import { isBlank, own, shown, type Json } from '../json.js'
import { distinct, listed } from '../lists.js'
import type { Question } from '../pack.js'
import type { Situation } from '../situation.js'
import { countWords } from '../words.js'
import type { FormPass } from './form-pass.js'
import { judgementOf, type Asked } from './of-questions.js'

/** True when a text that was begun is too short or lacks a part it must have, or when a cell that offers a choice is blank. */
export const incomplete: FormPass = {
  fills: ['questions', 'details'],
  mayBeUnknown: false,
  judge(questions, situation) {
    const asked = questions.filter(({ source }) => situation.isShown(source.id)).flatMap(question => asksOf(question, situation))
    return judgementOf(asked, failed => ({
      questions: listed(distinct(failed.map(({ question }) => question.source.id))),
      details: failed.map(inWords).join('; '),
    }))
  },
}

function asksOf(question: Question, situation: Situation): Asked[] {
  const { source } = question
  const answer = situation.answerTo(source.id)
  if (answer === null || isUnanswered(source.type, answer)) return []
  if (source.type === 'text') return [...lengthOf(question, answer), ...partsOf(question, answer, situation)]
  return choicesOf(question, answer)
}

function lengthOf(question: Question, { text }: Answer): Asked[] {
  const { id, floorWords } = question.source
  if (floorWords === undefined) return []
  const words = countWords(text ?? '')
  return [{ question, leaf: { op: 'words', question: id, cmp: 'lt', value: words, expected: floorWords, result: words < floorWords } }]
}

function partsOf(question: Question, answer: Answer, situation: Situation): Asked[] {
  const wanted = [...question.partsWanted].filter(([, when]) => when === null || when.judge(situation, null) === true)
  return wanted.map(([part]) => {
    const value = answer.parts?.[part] ?? null
    return { question, leaf: { op: 'empty', question: question.source.id, part, value, expected: null, result: isBlank(value) } }
  })
}

/** One leaf for each column that is filled from a list, of options or of countries; true when a row leaves it blank. */
function choicesOf(question: Question, { rows = [] }: Answer): Asked[] {
  return (question.source.columns ?? [])
    .filter(({ options, kind }) => options !== undefined || kind === 'country')
    .map(({ name }) => {
      const blank = rows.flatMap((row, place) => (isBlank(own(row, name)) ? [place + 1] : []))
      const leaf: Leaf = { op: 'empty', question: question.source.id, column: name, value: blank, expected: null, result: blank.length > 0 }
      return { question, leaf }
    })
}

function inWords({ question: { source }, leaf }: Asked): string {
  if (leaf.op === 'words') return `${source.id}: ${shown(leaf.expected)} words or more (now ${shown(leaf.value)})`
  const part = source.parts?.find(({ name }) => name === leaf.part)
  if (part !== undefined) return `${source.id}: ${part.label}`
  const column = source.columns?.find(({ name }) => name === leaf.column)
  const [first, ...more]: readonly unknown[] = Array.isArray(leaf.value) ? (leaf.value as readonly Json[]) : []
  return `${source.id}: ${column?.label ?? ''} in row ${shown(first)}${more.length === 0 ? '' : ` and ${more.length} more`}`
}
