import type { Answer } from '../answers.js'
import type { Leaf } from '../condition.js'
import { isBlank } from '../json.js'
import { listed } from '../lists.js'
import type { FormPass } from './form-pass.js'
import { isRequired, judgementOf } from './of-questions.js'

/** True when the answers were written for another questionnaire than the pinned one, or when the declaration is not signed in full. */
export const unsigned: FormPass = {
  fills: ['todo'],
  mayBeUnknown: false,
  judge(questions, situation) {
    const declarations = questions.filter(
      question => question.source.type === 'signature' && isRequired(question, situation) && situation.isShown(question.source.id),
    )
    const asked = declarations.map(question => {
      const { id } = question.source
      const leaf: Leaf = { op: 'empty', question: id, value: null, expected: null, result: !isSigned(situation.answerTo(id)) }
      return { question, leaf }
    })
    const [written, pinned] = [situation.questionnaire(), situation.pinnedQuestionnaire()]
    const signing = judgementOf(asked, failed => ({
      todo: listed([
        ...(written === pinned
          ? []
          : [`move this draft from version ${written} of the questionnaire to version ${pinned}, and look at the answers that changed`]),
        ...failed.map(({ question }) => `sign the declaration in ${question.source.id} with name, role, date and consent`),
      ]),
    }))
    const versions: Leaf = { op: 'ne', sys: 'questionnaire', value: written, expected: pinned, result: written !== pinned }
    return { ...signing, trace: { any: [versions, signing.trace], result: versions.result === true || signing.trace.result === true } }
  },
}

const isSigned = (answer: Answer | null): boolean => {
  const { name, role, date, consent } = answer?.signature ?? {}
  return ![name, role, date].some(isBlank) && consent === true
}
