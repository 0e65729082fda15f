import { isAnswered } from '../answers.js'
import type { Leaf } from '../condition.js'
import { listed } from '../lists.js'
import type { Question } from '../pack.js'
import type { Situation } from '../situation.js'
import type { FormPass } from './form-pass.js'
import { isRequired, judgementOf } from './of-questions.js'

/** True when a question that is shown and required at the effective tier has no answer; a signature has a pass of its own. */
export const unanswered: FormPass = {
  fills: ['questions', 'reasons'],
  mayBeUnknown: false,
  judge(questions, situation) {
    const required = questions.filter(
      question => question.source.type !== 'signature' && isRequired(question, situation) && situation.isShown(question.source.id),
    )
    const asked = required.map(question => ({ question, leaf: emptiness(question, situation) }))
    return judgementOf(asked, failed => ({
      questions: listed(failed.map(({ question }) => question.source.id)),
      reasons: failed
        .map(({ question: { source } }) => `${source.id} (“${source.text}”) is required because ${source.askedBecause}.`)
        .join(' '),
    }))
  },
}

function emptiness({ source }: Question, situation: Situation): Leaf {
  const answer = situation.answerTo(source.id)
  const value = answer?.value ?? answer?.text ?? null
  return { op: 'empty', question: source.id, value, expected: null, result: !isAnswered(source.type, answer) }
}
