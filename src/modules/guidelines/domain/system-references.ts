import { attributePath } from './fields.js'
import type { Reference, Sys } from './condition.js'
import type { Field } from './pack.js'
import { aReference, found } from './readings.js'
import { TIERS, type Attribute } from './risk-tier.js'

const TIER_CODES: ReadonlyMap<string, string> = new Map(TIERS.map(tier => [tier, tier]))

/** What the check itself has found, by the names a ref may give it. */
const SYSTEM: Record<Sys, Reference> = {
  tier: aReference({
    kind: 'code',
    label: 'the tier',
    codes: TIER_CODES,
    looked: { sys: 'tier' },
    needsTier: true,
    mayBeMissing: false,
    read: situation => found(situation.tier()),
  }),
  tierFromRequirement: aReference({
    kind: 'code',
    label: 'the tier in the notice',
    codes: TIER_CODES,
    looked: { sys: 'tierFromRequirement' },
    mayBeMissing: false,
    read: situation => found(situation.tierFromRequirement()),
  }),
  awardDate: aReference({
    kind: 'date',
    label: 'the award date',
    looked: { sys: 'awardDate' },
    paths: ['awardDate'],
    read: situation => found(situation.published('awardDate')),
  }),
  raised: aReference({
    kind: 'list',
    label: 'what the bid raises',
    looked: { sys: 'raised' },
    mayBeMissing: false,
    read: situation => ({ hidden: false, blank: situation.raised().length === 0, value: situation.raised() }),
  }),
  blockingRules: aReference({
    kind: 'list',
    label: 'the rules that can block',
    looked: { sys: 'blockingRules' },
    mayBeMissing: false,
    read: situation => ({ hidden: false, blank: false, value: situation.blockingRules() }),
  }),
}

/** The questions by which a bid can raise a risk. */
export const raising = (attributes: ReadonlyMap<string, Attribute>): string[] =>
  [...attributes.values()].flatMap(({ raisedBy }) => (raisedBy === undefined ? [] : [raisedBy.question]))

interface Named {
  fields: ReadonlyMap<string, Field>
  attributes: ReadonlyMap<string, Attribute>
}

/** What the name stands for, or null; what is read from the notice must be declared there, or it would always be missing. */
export function systemReference(name: string, { fields, attributes }: Named, complain: (problem: string) => void): Reference | null {
  const reference = Object.hasOwn(SYSTEM, name) ? SYSTEM[name as Sys] : null
  if (reference === null) complain(`the check finds nothing called ${name}`)
  const undeclared = reference?.paths.filter(path => !fields.has(path)) ?? []
  if (undeclared.length > 0) complain(`there is no member ${undeclared.join(', ')} of a requirement`)
  if (reference === null || undeclared.length > 0) return null
  const profile = [...attributes.keys()].map(attributePath)
  if (name === 'raised') return { ...reference, questions: raising(attributes), paths: profile }
  return name === 'tierFromRequirement' ? { ...reference, paths: profile } : reference
}
