/** How counts are shown where everybody reads them, so that no single bid can be made out. */
export interface DisclosureRule {
  /** Below it a count is not shown. */
  fewestShown: number
  /** Counts are rounded to multiples of it. */
  roundedTo: number
  /** With fewer bids in all, nothing is shown. */
  fewestBids: number
  source: string
  /** False until the operator has confirmed the figures. */
  confirmed: boolean
}

/**
 * A count as everybody may read it, or null where it is too small. None and few look alike, and every sum is rounded by itself, so that nothing is
 * worked out from what is shown beside it.
 */
export const disclosed = (count: number, { fewestShown, roundedTo }: Pick<DisclosureRule, 'fewestShown' | 'roundedTo'>): number | null =>
  count < fewestShown ? null : Math.round(count / roundedTo) * roundedTo
