import type { Leaf, Trace } from '../condition.js'
import { distinct } from '../lists.js'
import type { Judgement, Part, Question } from '../pack.js'
import type { Situation } from '../situation.js'
import { anyOf } from '../three-valued.js'

/** What a form pass asks of one question. */
export interface Asked {
  question: Question
  leaf: Leaf
}

/** The same with the words that say what is wrong, where something is. */
export interface Told extends Asked {
  words: string
}

/** True when true of some question; cites the clauses of those, and names them. */
export function judgementOf<A extends Asked>(asked: readonly A[], fills: (failed: readonly A[]) => Record<string, string>): Judgement {
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

/** The parts that a text answer must have. */
export const wantedParts = ({ parts }: Question, situation: Situation): Part[] =>
  parts.filter(({ wantedWhen }) => wantedWhen === null || wantedWhen.judge(situation, null) === true)
