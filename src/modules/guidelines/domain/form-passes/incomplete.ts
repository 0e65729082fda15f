import { isAnswered, type Answer } from '../answers.js'
import type { Leaf } from '../condition.js'
import { isBlank, own, type Json } from '../json.js'
import { distinct, listed } from '../lists.js'
import type { Question } from '../pack.js'
import type { Situation } from '../situation.js'
import { countWords } from '../words.js'
import type { FormPass } from './form-pass.js'
import { judgementOf, wantedParts, type Told } from './of-questions.js'

/** True when a text that was begun is too short or lacks a part it must have, or when a cell that offers a choice is blank. */
export const incomplete: FormPass = {
  fills: ['questions', 'details'],
  mayBeUnknown: false,
  judge(questions, situation) {
    const asked = questions.flatMap(question => asksOf(question, situation))
    return judgementOf(asked, failed => ({
      questions: listed(distinct(failed.map(({ question }) => question.source.id))),
      details: failed.map(({ question, words }) => `${question.source.id}: ${words}`).join('; '),
    }))
  },
}

function asksOf(question: Question, situation: Situation): Told[] {
  const { type, id } = question.source
  const answer = situation.answerTo(id)
  if (!isAnswered(type, answer)) return []
  return type === 'text' ? [...lengthOf(question, answer), ...partsOf(question, answer, situation)] : choicesOf(question, answer)
}

function lengthOf(question: Question, { text }: Answer): Told[] {
  const { id, floorWords } = question.source
  if (floorWords === undefined) return []
  const count = countWords(text)
  const leaf: Leaf = { op: 'words', question: id, cmp: 'lt', value: count, expected: floorWords, result: count < floorWords }
  return [{ question, leaf, words: `${floorWords} words or more (now ${count})` }]
}

function partsOf(question: Question, { parts }: Answer, situation: Situation): Told[] {
  return wantedParts(question, situation).map(({ source: { name, label } }) => {
    const value = (own(parts, name) ?? null) as Json
    const leaf: Leaf = { op: 'empty', question: question.source.id, part: name, value, expected: null, result: isBlank(value) }
    return { question, leaf, words: label }
  })
}

/** One leaf for each column that is filled from a list, of options or of countries; true when a row leaves it blank. */
function choicesOf(question: Question, { rows = [] }: Answer): Told[] {
  const { id, columns = [] } = question.source
  return columns
    .filter(({ options, kind }) => options !== undefined || kind === 'country')
    .map(({ name, label }) => {
      const blank = rows.flatMap((row, place) => (isBlank(own(row, name)) ? [place + 1] : []))
      const leaf: Leaf = { op: 'empty', question: id, column: name, value: blank, expected: null, result: blank.length > 0 }
      return { question, leaf, words: `${label} in row ${inWords(blank)}` }
    })
}

/** The first, and how many more. */
function inWords([first, ...more]: readonly number[]): string {
  return `${String(first)}${more.length === 0 ? '' : ` and ${more.length} more`}`
}
