import type { Answers } from './answers.js'
import { lookAt } from './look.js'
import { isRequired, wantedParts } from './form-passes/of-questions.js'
import type { Pack } from './pack.js'
import type { RequirementForRules } from './requirement-for-rules.js'

/** A question as it is asked of a bidder who has given some answers. */
export interface AskedQuestion {
  question: string
  required: boolean
  /** The parts that its answer must have, once there is one; parts beside a choice never have to be there. */
  parts: string[]
}

/** The questions that are shown with these answers, in the order of the questionnaire. It never throws: what is malformed counts as unanswered. */
export function askedQuestions(pack: Pack, requirement: RequirementForRules, answers: Answers): AskedQuestion[] {
  const looked = lookAt(pack, requirement, answers, {})
  return [...pack.questions.values()]
    .filter(({ source }) => looked.isShown(source.id))
    .map(question => ({
      question: question.source.id,
      required: isRequired(question, looked),
      parts: question.source.type === 'text' ? wantedParts(question, looked).map(({ source }) => source.name) : [],
    }))
}
