import type { Leaf, Trace } from '../condition.js'
import { distinct } from '../lists.js'
import type { Judgement, Question } from '../pack.js'
import type { Situation } from '../situation.js'
import { anyOf } from '../three-valued.js'

/** What a form pass asks of one question. */
export interface Asked {
  question: Question
  leaf: Leaf
}

/** True when true of some question; cites the clauses of those, and names them. */
export function judgementOf(asked: readonly Asked[], fills: (failed: readonly Asked[]) => Record<string, string>): Judgement {
  const failed = asked.filter(({ leaf }) => leaf.result === true)
  const sources = failed.map(({ question }) => question.source)
  const trace: Trace = { any: asked.map(({ leaf }) => leaf), result: anyOf(asked.map(({ leaf }) => leaf.result)) }
  return {
    trace,
    clauses: distinct(sources.flatMap(({ clauses }) => clauses)),
    also: distinct(sources.flatMap(({ also }) => also)),
    questions: distinct(sources.map(({ id }) => id)),
    fills: fills(failed),
  }
}

export const isRequired = ({ source }: Question, situation: Situation): boolean => source.asked[situation.tier()] === 'required'
