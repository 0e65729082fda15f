import { goldenBid } from '../guidelines/golden-bids.js'
import type { Tier } from '../guidelines/domain/risk-tier.js'
import type { RequirementContent } from '../requirements/domain/requirement-content.js'

/** What the demonstration publishes: one open requirement for each tier. */
export interface Opportunity {
  category: string
  content: RequirementContent
}

const content = (tier: Tier): RequirementContent => goldenBid(tier).requirement as object

export const OPPORTUNITIES: readonly Opportunity[] = [
  { category: 'data-analytics', content: content('low') },
  { category: 'assistants', content: content('medium') },
  { category: 'augmented-decisions', content: content('high') },
]
