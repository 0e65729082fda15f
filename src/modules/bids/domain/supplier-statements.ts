import type { EthicsAnswers } from './bid-content.js'

/** What a supplier says about itself rather than about one offer, by question; a later bid is compared with it (XR-12). */
const STATED = ['Q805'] as const

export interface Statement {
  question: string
  /** The code that was chosen. */
  value: string
}

/** What a submission with these answers states. */
export const statementsIn = (answers: EthicsAnswers): Statement[] =>
  STATED.flatMap(question => {
    const value = valueOf(answers[question])
    return value === null ? [] : [{ question, value }]
  })

const valueOf = (answer: unknown): string | null =>
  typeof answer === 'object' && answer !== null && 'value' in answer && typeof answer.value === 'string' ? answer.value : null
