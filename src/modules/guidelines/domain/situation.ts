import type { Answer } from './answers.js'

import type { Readings } from './reading.js'
import type { Json, TableRow } from './json.js'
import type { Attribute, Tier } from './risk-tier.js'

/** All that a rule may look at: the shown answers, the notice, the effective risk, the facts given. Nothing hidden, nobody else's bid, no clock. */
export interface Situation {
  /** Null while it is still being decided what is shown, when readings may change. */
  readings: Readings | null
  isShown(question: string): boolean
  /** Null when hidden or not answered. */
  answerTo(question: string): Answer | null
  /** A member of the requirement by its path, or null when it is missing or not of its kind. */
  published(path: string): Json
  /** A risk attribute as the notice or the bid has it, whichever is more severe. */
  effective(attribute: Attribute): Json
  facts(name: string): readonly TableRow[]
  tier(): Tier
  tierFromRequirement(): Tier
  /** Each risk attribute that the bid raises, in words. */
  raised(): readonly string[]
  /** The supplier rules that can block at the notice's tier. */
  blockingRules(): readonly string[]
  /** The version of the questionnaire the answers were written for. */
  questionnaire(): string
  pinnedQuestionnaire(): string
}
