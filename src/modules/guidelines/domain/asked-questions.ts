import type { Answers } from './answers.js'
import { lookAt, type Looked } from './look.js'
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
export const askedQuestions = (pack: Pack, requirement: RequirementForRules, answers: Answers): AskedQuestion[] =>
  askedIn(pack, lookAt(pack, requirement, answers, {}))

/** The same of what was looked at already; the facts of a check decide nothing of it. */
export function askedIn(pack: Pack, looked: Looked): AskedQuestion[] {
  return [...pack.questions.values()]
    .filter(({ source }) => looked.isShown(source.id))
    .map(question => ({
      question: question.source.id,
      required: isRequired(question, looked),
      parts: question.source.type === 'text' ? wantedParts(question, looked).map(({ source }) => source.name) : [],
    }))
}
