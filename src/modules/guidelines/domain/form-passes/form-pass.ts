import type { Judgement, Question } from '../pack.js'
import type { Floors } from '../pack-source.js'
import type { Situation } from '../situation.js'
import { evidence } from './evidence.js'
import { incomplete } from './incomplete.js'
import { unanswered } from './unanswered.js'
import { unreasoned } from './unreasoned.js'
import { unsigned } from './unsigned.js'

/** A rule over the whole questionnaire rather than over named questions. */
export interface FormPass {
  /** The placeholders it can fill. */
  fills: readonly string[]
  mayBeUnknown: boolean
  judge(questions: readonly Question[], situation: Situation, floors: Floors): Judgement
}

const FORM_PASSES: Record<string, FormPass> = { unanswered, incomplete, evidence, unreasoned, unsigned }

export const formPassNamed = (name: string): FormPass | undefined => (Object.hasOwn(FORM_PASSES, name) ? FORM_PASSES[name] : undefined)
