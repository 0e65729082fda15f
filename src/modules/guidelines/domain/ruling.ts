import type { FindingOutcome } from './pack-source.js'

/** What was decided of one rule for one requirement, and so for every bid on it alike. */
export interface Ruling {
  rule: string
  /** A waived rule does not count; one that nobody answered for in time refers instead of blocking. */
  effect: 'waived' | 'referred'
  /** The id of the waiver, or of the rule clarification that was not answered. */
  by: string
}

/** What a ruling made of a finding. */
export interface Ruled extends Omit<Ruling, 'rule'> {
  /** What the finding would be without it. */
  instead: FindingOutcome
}

/** The outcome of a finding under the ruling, with what it would be otherwise; null where the ruling changes nothing. */
export function ruled(outcome: FindingOutcome, { effect, by }: Ruling): { outcome: FindingOutcome; ruling: Ruled } | null {
  const ruling: Ruled = { effect, by, instead: outcome }
  if (effect === 'waived') return { outcome: 'inform', ruling }
  return outcome === 'block' ? { outcome: 'refer', ruling } : null
}

/** One for each rule, in the order of the rules: a waiver counts before a referral, and of equals the first. */
export function inOrder(rulings: readonly Ruling[]): Ruling[] {
  const best = new Map<string, Ruling>()
  for (const ruling of rulings) {
    const found = best.get(ruling.rule)
    if (found === undefined || (found.effect === 'referred' && ruling.effect === 'waived')) best.set(ruling.rule, ruling)
  }
  return [...best.values()].sort((one, other) => (one.rule < other.rule ? -1 : 1))
}
