import type { Judgement, Question } from '../pack.js'
import type { Floors } from '../pack-source.js'
import type { Situation } from '../situation.js'

/** A rule over the whole questionnaire rather than over named questions. */
export interface FormPass {
  /** The placeholders it can fill. */
  fills: readonly string[]
  mayBeUnknown: boolean
  judge(questions: readonly Question[], situation: Situation, floors: Floors): Judgement
}
