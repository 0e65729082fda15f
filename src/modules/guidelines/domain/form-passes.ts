import { isUnanswered } from './answers.js'
import type { Leaf, Trace } from './condition.js'
import { distinct, listed } from './lists.js'
import type { Judgement, Question } from './pack.js'
import type { Situation } from './situation.js'
import { anyOf } from './three-valued.js'

/** A rule over the whole questionnaire rather than over named questions. */
interface FormPass {
  /** The placeholders it can fill. */
  fills: readonly string[]
  judge(questions: readonly Question[], situation: Situation): Judgement
}

const FORM_PASSES: Record<string, FormPass> = { unanswered: { fills: ['questions', 'reasons'], judge: unanswered } }

export const formPassNamed = (name: string): FormPass | undefined => (Object.hasOwn(FORM_PASSES, name) ? FORM_PASSES[name] : undefined)

/** True when a question that is shown and required at the effective tier has no answer; a signature has a rule of its own. */
function unanswered(questions: readonly Question[], situation: Situation): Judgement {
  const required = questions.filter(({ source }) => source.asked[situation.tier()] === 'required' && source.type !== 'signature')
  const leaves = required.map(question => emptiness(question, situation))
  const missing = required.filter((_question, place) => leaves[place]?.result === true).map(({ source }) => source)
  const trace: Trace = { any: leaves, result: anyOf(leaves.map(({ result }) => result)) }
  return {
    result: trace.result,
    trace,
    clauses: distinct(missing.flatMap(({ clauses }) => clauses)),
    also: distinct(missing.flatMap(({ also }) => also)),
    questions: missing.map(({ id }) => id),
    fills: {
      questions: listed(missing.map(({ id }) => id)),
      reasons: missing.map(({ id, text, askedBecause }) => `${id} (“${text}”) is required because ${askedBecause}.`).join(' '),
    },
  }
}

function emptiness({ source }: Question, situation: Situation): Leaf {
  const answer = situation.answerTo(source.id)
  const leaf = { op: 'empty', question: source.id, value: answer?.value ?? answer?.text ?? null, expected: null }
  if (!situation.isShown(source.id)) return { ...leaf, hidden: true, result: 'unknown' }
  return { ...leaf, result: isUnanswered(source.type, answer) }
}
