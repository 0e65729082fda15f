import type { Ruling } from '../guidelines/domain/ruling.js'
import type { Questionnaire, RuleSet } from '../guidelines/published-guidelines.js'
import { messageInGeneral } from './domain/message-in-general.js'
import type { Tier } from './requirement.entity.js'

interface ExpectedQuestion {
  id: string
  text: string
  required: boolean
  /** Asked only where other answers lead to it. */
  isConditional: boolean
}

interface BlockingRule {
  id: string
  message: string
  clauses: readonly string[]
  /** What was decided of it for this requirement: it does not count, or sends bids to an officer; null where it blocks. */
  effect: Ruling['effect'] | null
}

/** What a bid is held to by the guidelines, at the tier of its requirement. */
export interface EthicsExpectations {
  sections: { id: string; title: string; questions: ExpectedQuestion[] }[]
  questions: number
  required: number
  /** The rules that can keep a bid from being sent. */
  blockingRules: BlockingRule[]
}

export function ethicsExpectations(
  { sections }: Pick<Questionnaire, 'sections'>,
  { supplierRules }: Pick<RuleSet, 'supplierRules'>,
  tier: Tier,
  blocking: readonly string[],
  rulings: readonly Ruling[],
): EthicsExpectations {
  const asked = sections
    .map(({ id, title, questions }) => ({
      id,
      title,
      questions: questions
        .filter(question => question.asked[tier] !== 'no')
        .map(question => ({
          id: question.id,
          text: question.text,
          required: question.asked[tier] === 'required',
          isConditional: question.visibleWhen !== undefined,
        })),
    }))
    .filter(({ questions }) => questions.length > 0)
  const all = asked.flatMap(({ questions }) => questions)
  return {
    sections: asked,
    questions: all.length,
    required: all.filter(({ required }) => required).length,
    blockingRules: supplierRules
      .filter(({ id }) => blocking.includes(id))
      .map(({ id, message, clauses }) => ({
        id,
        message: messageInGeneral(message),
        clauses,
        effect: rulings.find(({ rule }) => rule === id)?.effect ?? null,
      })),
  }
}
