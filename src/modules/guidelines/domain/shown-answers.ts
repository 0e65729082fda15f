import type { Answers } from './answers.js'
import { isRequired } from './form-passes/of-questions.js'
import { lookAt } from './look.js'
import type { Pack } from './pack.js'
import type { RequirementForRules } from './requirement-for-rules.js'

/** An answer that the check could read, and whether its question is required at the tier the check ran at. */
export interface ShownAnswer {
  question: string
  required: boolean
}

/** The well-formed answers to shown questions in the order of the questionnaire; what is hidden, malformed or never read (D1) is none. */
export function shownAnswers(pack: Pack, requirement: RequirementForRules, answers: Answers): ShownAnswer[] {
  const looked = lookAt(pack, requirement, answers, {})
  const shown = looked.shownAnswers()
  return [...pack.questions.values()]
    .filter(({ source }) => Object.hasOwn(shown, source.id))
    .map(question => ({ question: question.source.id, required: isRequired(question, looked) }))
}
