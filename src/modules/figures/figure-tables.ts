import { NotFound } from '../../shared/domain/errors.js'
import type { ByTier, Figures } from './domain/figures.js'
import { effectInWords, outcomeInWords, refusalInWords } from './figure-words-views.js'

/** A cell: words, or a figure, or null where it may not be shown. */
export type Cell = string | number | null

/** One of the figures as a table; the first column names its rows. */
export interface FigureTable {
  name: FigureName
  columns: readonly string[]
  rows: readonly (readonly Cell[])[]
}

export const FIGURES = ['outcomes', 'findings', 'audit-times', 'refusals'] as const

export type FigureName = (typeof FIGURES)[number]

const TIERS = ['Low risk', 'Medium risk', 'High risk', 'All']

const tiersOf = ({ low, medium, high, all }: ByTier): Cell[] => [low, medium, high, all]

/** Days to one decimal: nobody plans by minutes. Of too few audits, or none, there are no days to tell. */
const days = (value: number | null): Cell => (value === null ? 'No figure' : Math.round(value * 10) / 10)

const TIER_NAMES = { low: 'Low risk', medium: 'Medium risk', high: 'High risk' } as const

const TABLES: Record<FigureName, (figures: Figures) => Omit<FigureTable, 'name'>> = {
  outcomes: ({ outcomes, bids }) => ({
    columns: ['What became of the bid', ...TIERS],
    rows: [...outcomes.map(each => [outcomeInWords(each.key), ...tiersOf(each)]), ['All bids', ...tiersOf(bids)]],
  }),
  findings: ({ findings }) => ({
    columns: ['Clause', 'What it does', ...TIERS],
    rows: findings.map(each => [each.key, effectInWords(each.effect), ...tiersOf(each)]),
  }),
  'audit-times': ({ auditTimes }) => ({
    columns: ['Risk', 'Audits', 'Days for half of them', 'Days for nine of ten'],
    rows: auditTimes.map(({ tier, audits, median, ninth }) => [TIER_NAMES[tier], audits, days(median), days(ninth)]),
  }),
  refusals: ({ refusals }) => ({
    columns: ['Reason', ...TIERS],
    rows: refusals.map(each => [refusalInWords(each.key), ...tiersOf(each)]),
  }),
}

export const figureTable = (name: FigureName, figures: Figures): FigureTable => ({ name, ...TABLES[name](figures) })

/** The figure that an address names. */
export function figureNamed(name: string): FigureName {
  const found = FIGURES.find(each => each === name)
  if (found === undefined) throw new NotFound('figure')
  return found
}
