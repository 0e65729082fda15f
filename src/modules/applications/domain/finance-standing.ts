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
  /** The highest score of the scale that the threshold is on; null where none is known. */
  scale: number | null
  /** Whether the score is on that scale: what is on another says nothing beside the threshold. */
  isOnScale: boolean
  source: string | null
  /** Whether the supplier is admitted only with an officer’s reason why it is fit all the same. */
  needsOverride: boolean
}

/** How an answer on financial standing stands against the figure (L3: below it, or with a score of another scale, an officer looks further). */
export function financeStanding(
  values: Values,
  figure: FinanceFigure | null,
  scaleFigure: Pick<FinanceFigure, 'value'> | null = null,
): FinanceStanding {
  const scored = values['scored'] === 'yes'
  const score = scored ? numberOf(values['score']) : null
  const highest = scored ? numberOf(values['highest']) : null
  const threshold = figure === null ? null : Number(figure.value)
  const scale = figure === null || scaleFigure === null ? null : Number(scaleFigure.value)
  const isOnScale = scale === null || score === null || (highest === scale && score <= scale)
  return {
    score,
    provider: scored ? (values['provider'] ?? null) : null,
    highest,
    threshold,
    scale,
    isOnScale,
    source: figure?.source ?? null,
    needsOverride: threshold !== null && (score === null || !isOnScale || score < threshold),
  }
}

const numberOf = (text: string | undefined): number | null => (text === undefined || !/^\d{1,9}$/.test(text) ? null : Number(text))
