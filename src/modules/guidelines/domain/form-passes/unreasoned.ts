import type { Leaf } from '../condition.js'
import { listed } from '../lists.js'
import type { Question } from '../pack.js'
import type { Floors } from '../pack-source.js'
import type { Situation } from '../situation.js'
import { countWords } from '../words.js'
import type { FormPass } from './form-pass.js'
import { judgementOf, type Asked } from './of-questions.js'

/** True when an option that asks for a reason is chosen and its reason is too short. */
export const unreasoned: FormPass = {
  fills: ['questions', 'words'],
  mayBeUnknown: false,
  judge(questions, situation, floors) {
    const asked = questions.flatMap(question => reasonOf(question, situation, floors))
    return judgementOf(asked, failed => ({
      questions: listed(failed.map(({ question }) => question.source.id)),
      words: String(floors.reasonWords),
    }))
  },
}

function reasonOf(question: Question, situation: Situation, { reasonWords }: Floors): Asked[] {
  const { id, options = [] } = question.source
  const answer = situation.answerTo(id)
  const chosen = Array.isArray(answer?.value) ? answer.value : [answer?.value]
  if (!options.some(({ code, needsReason }) => needsReason === true && chosen.includes(code))) return []
  const words = countWords(answer?.reason)
  const leaf: Leaf = {
    op: 'words',
    question: id,
    part: 'reason',
    cmp: 'lt',
    value: words,
    expected: reasonWords,
    result: words < reasonWords,
  }
  return [{ question, leaf }]
}
