import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A rule that no waiver may touch, and why. */
export interface NeverWaived {
  rule: string
  reason: string
  source: string
}

/** What may be waived of each pack, by its folder. It stands beside the packs, which never change: a further rule may be kept from waivers at any time. */
export type WaiverPolicy = Readonly<Record<string, { never: readonly NeverWaived[] } | undefined>>

export const readWaiverPolicy = (): WaiverPolicy =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'packs/waivers.json'), 'utf8')) as WaiverPolicy

/** What is wrong with the policy for a pack with these supplier rules: silence is no permission to waive everything. */
export function waiverProblems(policy: WaiverPolicy, folder: string, rules: readonly string[]): string[] {
  const never = policy[folder]?.never
  if (never === undefined) return ['packs/waivers.json does not say which of its rules are never waived']
  return never.flatMap(({ rule, reason, source }) => [
    ...(rules.includes(rule) ? [] : [`packs/waivers.json names ${rule}, which is none of its supplier rules`]),
    ...([reason, source].every(text => text.trim() !== '') ? [] : [`packs/waivers.json gives ${rule} no reason or no source`]),
  ])
}
