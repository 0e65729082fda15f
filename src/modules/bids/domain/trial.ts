import type { Answers } from '../../guidelines/domain/answers.js'
import type { Tier } from '../../guidelines/domain/risk-tier.js'

/** What a trial of the check begins with: the first draft of a worked example, which is stopped; the bid as it passed; or nothing answered. */
export const BEGINNINGS = ['draft', 'passing', 'empty'] as const

export type Beginning = (typeof BEGINNINGS)[number]

/** The answers of a worked example as far as a trial needs them. */
export interface ExampleAnswers {
  passing: Answers
  firstDraft: Answers
}

/** Which worked example is tried, and from where. */
export interface TrialChoice {
  tier: Tier
  beginning: Beginning
}

/** The answers that are checked: those of the beginning, with what was typed in their place; null takes one out. */
export function answersOfTrial(
  { passing, firstDraft }: ExampleAnswers,
  beginning: Beginning,
  typed: Readonly<Record<string, unknown>>,
): Answers {
  const base = { draft: firstDraft, passing, empty: {} }[beginning]
  return Object.fromEntries(Object.entries({ ...base, ...typed }).filter(([, answer]) => answer !== null))
}
