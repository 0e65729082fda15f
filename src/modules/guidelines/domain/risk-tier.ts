import { own } from './json.js'

export const TIERS = ['low', 'medium', 'high'] as const

export type Tier = (typeof TIERS)[number]

/** The buyer's answers on risk by attribute name; anything but a listed value counts as unanswered. */
export type RiskProfile = Readonly<Record<string, unknown>>

export interface Attribute {
  name: string
  label: string
  /** What the buyer is asked. */
  asks: string
  /** From low to high; an attribute without values is a number of people a year. */
  values?: { code: string; label: string }[]
  raisedBy?: RaisedBy
}

/** The question whose answer may raise the attribute; `as` says which value an option code claims, and without it the code is the value. */
export interface RaisedBy {
  question: string
  column?: string
  as?: Record<string, string>
}

/** One gate fires when any of its sets of floors is reached: every attribute named at least as high as said, so a rise never closes a gate. */
export interface GateSource {
  id: string
  tier: 'medium' | 'high'
  says: string
  anyOf: Record<string, string | number>[]
}

export interface Gate {
  id: string
  tier: 'medium' | 'high'
  fires(profile: unknown): boolean
}

export interface TierWithGates {
  tier: Tier
  gates: string[]
}

/** How severe a value is within its attribute, or null when it is no answer. */
export function severityOf(attribute: Attribute, value: unknown): number | null {
  if (attribute.values === undefined) return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null
  const place = attribute.values.findIndex(({ code }) => code === value)
  return place === -1 ? null : place
}

export function compileGate(source: GateSource, attributes: ReadonlyMap<string, Attribute>, complain: (problem: string) => void): Gate {
  const ways = source.anyOf.map(floors =>
    Object.entries(floors).map(([name, floor]) => reaches(source.id, name, floor, attributes, complain)),
  )
  if (ways.length === 0 || ways.some(way => way.length === 0)) complain(`${source.id}: a gate needs at least one floor`)
  return { id: source.id, tier: source.tier, fires: profile => ways.some(way => way.every(reached => reached(profile))) }
}

function reaches(
  gate: string,
  name: string,
  floor: string | number,
  attributes: ReadonlyMap<string, Attribute>,
  complain: (problem: string) => void,
) {
  const attribute = attributes.get(name)
  const least = attribute && severityOf(attribute, floor)
  if (attribute === undefined || least === undefined || least === null) {
    complain(`${gate}: there is no risk attribute ${name} with the value ${floor}`)
    return () => false
  }
  return (profile: unknown) => {
    const severity = severityOf(attribute, own(profile, name))
    return severity !== null && severity >= least
  }
}

/** The tier and the gates that put it there. Gates only lift: no answer lowers a tier, and an unanswered attribute fires nothing. */
export function tierOf(profile: unknown, gates: readonly Gate[]): TierWithGates {
  const fired = gates.filter(gate => gate.fires(profile))
  const tier = TIERS.findLast(candidate => fired.some(gate => gate.tier === candidate)) ?? 'low'
  return { tier, gates: fired.filter(gate => gate.tier === tier).map(({ id }) => id) }
}

/** The more severe of the notice's value and what the bid claims, so that a bid can raise a risk and never talk it down; null when neither answers. */
export function effectiveValue(attribute: Attribute, published: unknown, claimed: readonly unknown[]): string | number | null {
  const values = [published, ...claimed.map(claim => claimedValue(attribute, claim))]
  return values.reduce<string | number | null>((worst, value) => {
    const severity = severityOf(attribute, value)
    return severity !== null && severity > (severityOf(attribute, worst) ?? -1) ? (value as string | number) : worst
  }, null)
}

function claimedValue(attribute: Attribute, claim: unknown): unknown {
  const as = attribute.raisedBy?.as
  return as === undefined ? claim : own(as, String(claim))
}
