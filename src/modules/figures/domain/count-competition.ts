import type { FindingOutcome } from '../../guidelines/domain/pack-source.js'
import type { CheckReport } from '../../guidelines/domain/report.js'
import type { Tier } from '../../guidelines/domain/risk-tier.js'

/** One bid of an opened competition as far as figures need it. */
export interface CountedBid {
  /** The report on what was submitted last and counts; null where nothing does. */
  report: Pick<CheckReport, 'outcome' | 'tier' | 'findings'> | null
  withdrawn: boolean
  /** The code of each refused attempt to submit it. */
  refusals: readonly string[]
}

/** What became of a bid at the check. */
export const CHECK_OUTCOMES = ['passed', 'passed-with-warnings', 'referred', 'stopped', 'not-submitted', 'withdrawn'] as const

export type CheckOutcome = (typeof CHECK_OUTCOMES)[number]

export type Effect = Exclude<FindingOutcome, 'hold'>

/** How many bids, or refusals: `key` is an outcome, a clause, or the code of a refusal. */
export interface Counted {
  figure: 'bids' | 'outcome' | 'finding' | 'refusal'
  tier: Tier
  key: string
  effect: Effect | ''
  number: number
}

/** The code of the refusal that the check is. */
export const STOPPED_BY_CHECK = 'ethics-check-failed'

type One = Omit<Counted, 'number'>

/** What one competition adds to the figures. A bid counts once for each clause and effect, however many rules found something there. */
export function countCompetition(tier: Tier, bids: readonly CountedBid[]): Counted[] {
  const counts = new Map<string, Counted>()
  for (const one of bids.flatMap(bid => onesOf(tier, bid))) {
    const name = JSON.stringify(one)
    counts.set(name, { ...one, number: (counts.get(name)?.number ?? 0) + 1 })
  }
  return [...counts.values()]
}

function onesOf(tier: Tier, bid: CountedBid): One[] {
  const { report, refusals } = bid
  const reached = report?.tier ?? tier
  return [
    { figure: 'bids', tier: reached, key: '', effect: '' },
    { figure: 'outcome', tier: reached, key: outcomeOf(bid), effect: '' },
    ...(report === null ? [] : findingsOf(report)),
    ...refusals.map((key): One => ({ figure: 'refusal', tier: reached, key, effect: '' })),
  ]
}

function outcomeOf({ report, withdrawn, refusals }: CountedBid): CheckOutcome {
  if (withdrawn) return 'withdrawn'
  if (report !== null && report.outcome !== 'blocked') return report.outcome
  return refusals.includes(STOPPED_BY_CHECK) ? 'stopped' : 'not-submitted'
}

function findingsOf({ tier, findings }: NonNullable<CountedBid['report']>): One[] {
  const named = findings.flatMap(({ outcome, clauses }) => (outcome === 'hold' ? [] : clauses.map(clause => ({ clause, outcome }))))
  const once = new Map(named.map(each => [JSON.stringify(each), each]))
  return [...once.values()].map(({ clause, outcome }) => ({ figure: 'finding', tier, key: clause, effect: outcome }))
}
