import { TIERS } from '../guidelines/domain/risk-tier.js'
import { workedCase } from './cases/worked-case.js'

/** What the demonstration publishes: the requirement of each worked case, one for each tier. */
export const OPPORTUNITIES = TIERS.map(tier => {
  const { category, requirement } = workedCase(tier)
  return { category, content: requirement }
})

export type Opportunity = (typeof OPPORTUNITIES)[number]
