import type { Values } from '../../library/domain/library-answer.js'

/** The question about financial standing. */
export const FINANCE = 'L301'

/** A figure that a score is held against; null where the law of the agreement has none. */
export interface FinanceFigure {
  value: string
  source: string
}

export interface FinanceStanding {
  /** Null where the supplier has none. */
  score: number | null
  /** Whose score it is, and the highest there is. */
  provider: string | null
  highest: number | null
  threshold: number | null
  source: string | null
  /** Whether the supplier is admitted only with an officer’s reason why it is fit all the same. */
  needsOverride: boolean
}

/** How an answer on financial standing stands against the figure (L3: below it an officer looks further). */
export function financeStanding(values: Values, figure: FinanceFigure | null): FinanceStanding {
  const scored = values['scored'] === 'yes'
  const score = scored ? numberOf(values['score']) : null
  const threshold = figure === null ? null : Number(figure.value)
  return {
    score,
    provider: scored ? (values['provider'] ?? null) : null,
    highest: scored ? numberOf(values['highest']) : null,
    threshold,
    source: figure?.source ?? null,
    needsOverride: threshold !== null && (score === null || score < threshold),
  }
}

const numberOf = (text: string | undefined): number | null => (text === undefined || !/^\d{1,9}$/.test(text) ? null : Number(text))
