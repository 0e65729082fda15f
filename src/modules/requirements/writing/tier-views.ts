import type { TierWithGates } from '../../guidelines/domain/risk-tier.js'
import type { RuleSet } from '../../guidelines/published-guidelines.js'

/** The tier that answers on risk give, why in words, and how many answers are still open. */
export const tierView = (
  { attributes, gates }: Pick<RuleSet, 'attributes' | 'gates'>,
  { tier, gates: fired }: TierWithGates,
  riskProfile: Readonly<Record<string, unknown>>,
) => ({
  tier,
  reasons: gates.filter(({ id }) => fired.includes(id)).map(({ says }) => says),
  open: attributes.filter(({ name }) => isOpen(riskProfile[name])).length,
})

const isOpen = (value: unknown): boolean => value === null || value === undefined || value === 'unknown'
