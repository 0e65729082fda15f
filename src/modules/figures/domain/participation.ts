import { disclosed, type DisclosureRule } from './disclosure.js'

/** Ways of dividing the admitted suppliers; all but the first let a supplier count in several parts. */
export const PARTICIPATION = ['sizes', 'newcomers', 'regions', 'categories', 'agreements'] as const

export type Participation = (typeof PARTICIPATION)[number]

/** A part as it was counted. */
export interface CountedPart {
  figure: Participation | 'all'
  key: string
  /** What people call it, where it has a name of its own. */
  title: string | null
  number: number
}

export interface SupplierPart {
  key: string
  title: string | null
  /** Null where it may not be shown. */
  suppliers: number | null
}

export type ParticipationFigures = Readonly<Record<Participation, readonly SupplierPart[]>> & {
  agreementId: string | null
  /** The last day that is counted, in London; null where too few have joined for any. */
  countedUntil: string | null
  /** All admitted suppliers; null where it may not be shown. */
  suppliers: number | null
  rule: DisclosureRule
  /** With too few suppliers nothing is shown. */
  enough: boolean
}

/** What size and newcomer status can be, so that what nobody is stands beside what few are. */
export const SIZES = ['micro', 'small', 'medium', 'large', 'not-known'] as const
export const NEWCOMERS = ['newcomer', 'member-before', 'not-known'] as const

const FIXED: Partial<Record<Participation, readonly string[]>> = { sizes: SIZES, newcomers: NEWCOMERS }

/** The parts as everybody may read them: every count by itself, none that is small, in an order that tells nothing more. */
export function participationOf(
  { agreementId, countedUntil }: Pick<ParticipationFigures, 'agreementId' | 'countedUntil'>,
  counted: readonly CountedPart[],
  rule: DisclosureRule,
): ParticipationFigures {
  const all = counted.find(({ figure }) => figure === 'all')?.number ?? 0
  const enough = all >= rule.fewestBids
  const shown = (number: number): number | null => (enough ? disclosed(number, rule) : null)
  const partsOf = (figure: Participation): SupplierPart[] => {
    const found = counted.filter(each => each.figure === figure)
    const fixed = (FIXED[figure] ?? []).filter(key => !found.some(each => each.key === key)).map(key => ({ key, title: null, number: 0 }))
    const parts = [...found, ...fixed].map(({ key, title, number }) => ({ key, title, suppliers: shown(number) }))
    const order = FIXED[figure]
    return order === undefined ? parts : parts.toSorted((one, other) => order.indexOf(one.key) - order.indexOf(other.key))
  }
  return {
    agreementId,
    countedUntil,
    suppliers: shown(all),
    rule,
    enough,
    sizes: partsOf('sizes'),
    newcomers: partsOf('newcomers'),
    regions: partsOf('regions'),
    categories: partsOf('categories'),
    agreements: partsOf('agreements'),
  }
}
