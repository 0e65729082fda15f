import type { Answer } from './answers.js'
import type { Json } from './json.js'
import type { Tier } from './risk-tier.js'

/** All that a rule may look at: the shown answers, the notice, the effective risk. Nothing hidden, nobody else's bid, no clock. */
export interface Situation {
  isShown(question: string): boolean
  /** Null when hidden or not answered. */
  answerTo(question: string): Answer | null
  /** A member of the requirement by its path, or null when it is missing or not of its kind. */
  published(path: string): Json
  /** A risk attribute as the notice or the bid has it, whichever is more severe. */
  effective(attribute: string): Json
  tier(): Tier
}
