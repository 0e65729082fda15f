import type { AgreementContent } from './agreement-content.js'

/** A figure that stands above every agreement of its regime. */
export interface Minimum {
  key: string
  value: string
  source: string
}

/** Where an agreement is laxer than the law. */
export interface Breach {
  rule: string
  pointer: string
  figure: string
  source: string
  detail: string
}

interface Bound {
  rule: string
  member: 'initialWindowDays' | 'minimumTenderDays' | 'maximumTermMonths' | 'validUntil'
  side: 'at-least' | 'at-most'
  says: (figure: string) => string
}

const BOUNDS: readonly Bound[] = [
  {
    rule: 'initial-window',
    member: 'initialWindowDays',
    side: 'at-least',
    says: figure => `Suppliers have at least ${figure} days to ask to join before the first invitation.`,
  },
  {
    rule: 'tender-period-minimum',
    member: 'minimumTenderDays',
    side: 'at-least',
    says: figure => `A requirement is open for bids for at least ${figure} days.`,
  },
  {
    rule: 'contract-term-maximum',
    member: 'maximumTermMonths',
    side: 'at-most',
    says: figure => `A contract lasts at most ${figure} months.`,
  },
  { rule: 'latest-end', member: 'validUntil', side: 'at-most', says: figure => `The agreement ends on ${figure} at the latest.` },
]

/** Where what is written is laxer than the figures in force; an agreement may be stricter than them, and never laxer. What is not written yet breaks nothing. */
export const breachesOf = (content: AgreementContent, minima: readonly Minimum[]): Breach[] =>
  BOUNDS.flatMap(({ rule, member, side, says }) => {
    const minimum = minima.find(({ key }) => key === rule)
    const value = content[member]
    if (minimum === undefined || value === undefined || isWithin(value, side, minimum.value)) return []
    const detail = `${says(minimum.value)} An agreement may be stricter than that, and never laxer. Source: ${minimum.source}.`
    return [{ rule, pointer: `/${member}`, figure: minimum.value, source: minimum.source, detail }]
  })

/** Days compare as text, and numbers as numbers. */
function isWithin(value: number | string, side: Bound['side'], figure: string): boolean {
  const [given, bound] = typeof value === 'number' ? [value, Number(figure)] : [value, figure]
  return side === 'at-least' ? given >= bound : given <= bound
}
