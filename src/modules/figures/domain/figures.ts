import { TIERS, type Tier } from '../../guidelines/domain/risk-tier.js'
import { CHECK_OUTCOMES, type Counted, type Effect } from './count-competition.js'
import { disclosed, type DisclosureRule } from './disclosure.js'
import type { Period } from './period.js'

/** How many at each tier and in all; null where it may not be shown. */
export interface ByTier {
  low: number | null
  medium: number | null
  high: number | null
  all: number | null
}

export interface KeyedCount extends ByTier {
  key: string
}

export interface FindingCount extends KeyedCount {
  effect: Effect
}

export interface AuditTimes {
  tier: Tier
  audits: number | null
  /** In days; null where there are too few to say. */
  median: number | null
  ninth: number | null
}

/** All figures of a period. Bids are of competitions that were opened in it, audits were signed off in it. */
export interface Figures {
  period: Period
  agreementId: string | null
  bids: ByTier
  outcomes: readonly KeyedCount[]
  findings: readonly FindingCount[]
  refusals: readonly KeyedCount[]
  auditTimes: readonly AuditTimes[]
}

export interface PublicFigures extends Figures {
  rule: DisclosureRule
  /** With too few bids nothing is shown. */
  enough: boolean
}

type Filter = Period & { agreementId: string | null }

/** The sums as figures: every outcome, and of clauses and refusals those that came about, the most frequent first. */
export function figuresFor({ from, to, agreementId }: Filter, sums: readonly Counted[], times: readonly AuditTimes[]): Figures {
  const of = (figure: Counted['figure']): Counted[] => sums.filter(each => each.figure === figure)
  return {
    period: { from, to },
    agreementId,
    bids: byTier(of('bids')),
    outcomes: CHECK_OUTCOMES.map(key => ({ key, ...byTier(of('outcome').filter(each => each.key === key)) })),
    findings: grouped(of('finding')),
    refusals: grouped(of('refusal')).map(({ effect: _, ...each }) => each),
    auditTimes: TIERS.map(tier => times.find(each => each.tier === tier) ?? { tier, audits: 0, median: null, ninth: null }),
  }
}

function byTier(sums: readonly Counted[]): ByTier {
  const at = (tier: Tier): number => sumOf(sums.filter(each => each.tier === tier))
  return { low: at('low'), medium: at('medium'), high: at('high'), all: sumOf(sums) }
}

const sumOf = (sums: readonly Counted[]): number => sums.reduce((sum, { number }) => sum + number, 0)

function grouped(sums: readonly Counted[]): (KeyedCount & { effect: Effect })[] {
  const names = [...new Set(sums.map(({ key, effect }) => JSON.stringify([key, effect])))]
  return names
    .map(name => JSON.parse(name) as [string, Effect])
    .map(([key, effect]) => ({ key, effect, ...byTier(sums.filter(each => each.key === key && each.effect === effect)) }))
    .sort((one, other) => (other.all ?? 0) - (one.all ?? 0))
}

/** The figures as everybody may read them: no small count, every count rounded by itself, and rows without anything to show left out. */
export function publicFigures(figures: Figures, rule: DisclosureRule): PublicFigures {
  const enough = (figures.bids.all ?? 0) >= rule.fewestBids
  const count = (value: number | null): number | null => (enough ? disclosed(value ?? 0, rule) : null)
  const hidden = <T extends ByTier>(row: T): T => ({
    ...row,
    low: count(row.low),
    medium: count(row.medium),
    high: count(row.high),
    all: count(row.all),
  })
  const shown = <T extends ByTier>(list: readonly T[]): T[] => list.map(hidden).filter(({ all }) => all !== null)
  return {
    ...figures,
    rule,
    enough,
    bids: hidden(figures.bids),
    outcomes: figures.outcomes.map(hidden),
    findings: inOrder(shown(figures.findings)),
    refusals: inOrder(shown(figures.refusals)),
    auditTimes: figures.auditTimes.map(each => {
      const audits = count(each.audits)
      const days = (value: number | null): number | null => (audits === null || value === null ? null : Math.ceil(value))
      return { ...each, audits, median: days(each.median), ninth: days(each.ninth) }
    }),
  }
}

/** By what is shown and then by name, so that the order tells nothing more. */
const inOrder = <T extends KeyedCount>(list: readonly T[]): T[] =>
  list.toSorted((one, other) => (other.all ?? 0) - (one.all ?? 0) || (one.key < other.key ? -1 : 1))
