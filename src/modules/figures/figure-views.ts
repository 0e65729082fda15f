import { csvRow } from '../../shared/domain/csv.js'
import { type BarChart, barChart, type ChartWords } from '../../web/pages/bar-chart.js'
import type { ByTier, Figures, PublicFigures } from './domain/figures.js'
import { type Cell, type FigureName, FIGURES, figureTable, type FigureTable } from './figure-tables.js'
import { effectInWords, outcomeInWords, refusalInWords } from './figure-words-views.js'

/** As many bars as can be taken in; the table has all. */
const MOST_BARS = 12

const BY_TIER = ['Low risk', 'Medium risk', 'High risk'] as const
/** Where a part may not be shown, the bar is whole: its parts would not add up to it. */
const UNDIVIDED = 'All risks together, where a part is too small to be shown'

/** What stands in place of a count that may not be shown. */
export interface Hidden {
  words: string
}

/** One figure as the template shows it: chart, table, and where to download it. */
interface FigureView extends Omit<FigureTable, 'rows'> {
  rows: readonly { name: string; cells: readonly { text: string; isNumber: boolean }[] }[]
  chart: BarChart | null
  csvHref: string
}

export const publicFiguresView = (figures: PublicFigures) => ({
  period: figures.period,
  rule: figures.rule,
  enough: figures.enough,
  figures: figuresView(figures, { words: `Fewer than ${figures.rule.fewestShown}` }, name => `/transparency/${name}/csv`),
})

/** The four figures, each with its chart and table. */
export const figuresView = (figures: Figures, hidden: Hidden, csvHref: (name: FigureName) => string): FigureView[] =>
  FIGURES.map(name => {
    const { rows, ...table } = figureTable(name, figures)
    return {
      ...table,
      csvHref: csvHref(name),
      chart: chartOf(name, figures, hidden),
      rows: rows.map(([first = '', ...cells]) => ({
        name: shown(first, hidden),
        cells: cells.map(cell => ({ text: shown(cell, hidden), isNumber: typeof cell !== 'string' })),
      })),
    }
  })

/** Grouped by thousands, as people read figures. */
const shown = (cell: Cell, { words }: Hidden): string =>
  cell === null ? words : typeof cell === 'number' ? cell.toLocaleString('en-GB') : cell

type Charted = Omit<ChartWords, 'id'> & { rows: readonly (ByTier & { label: string })[] }

const CHARTS: Record<Exclude<FigureName, 'audit-times'>, (figures: Figures) => Charted> = {
  outcomes: ({ outcomes }) => ({
    title: 'Bids by what became of them at the check',
    description: 'A bar for each outcome, in parts by risk. The table has every figure.',
    rows: outcomes.map(each => ({ ...each, label: outcomeInWords(each.key) })),
  }),
  findings: ({ findings }) => ({
    title: 'Clauses with the most findings',
    description: 'A bar for each clause and what its finding does, in parts by risk. The table has every figure.',
    rows: findings.map(each => ({ ...each, label: `${each.key}: ${effectInWords(each.effect).toLowerCase()}` })),
  }),
  refusals: ({ refusals }) => ({
    title: 'Refused attempts to submit, by reason',
    description: 'A bar for each reason, in parts by risk. The table has every figure.',
    rows: refusals.map(each => ({ ...each, label: refusalInWords(each.key) })),
  }),
}

function chartOf(name: FigureName, figures: Figures, hidden: Hidden): BarChart | null {
  if (name === 'audit-times') return timesChart(figures, hidden)
  const { rows, ...words } = CHARTS[name](figures)
  if (!rows.some(({ all }) => (all ?? 0) > 0)) return null
  return barChart(
    { id: name, legend: rows.some(isUndivided) ? [...BY_TIER, UNDIVIDED] : BY_TIER, ...words },
    rows.slice(0, MOST_BARS).map(row => ({
      label: row.label,
      parts: isUndivided(row) ? [0, 0, 0, row.all ?? 0] : [row.low ?? 0, row.medium ?? 0, row.high ?? 0],
      text: shown(row.all, hidden),
    })),
  )
}

const isUndivided = ({ low, medium, high }: ByTier): boolean => [low, medium, high].includes(null)

function timesChart({ auditTimes }: Figures, hidden: Hidden): BarChart | null {
  const rows = auditTimes.filter(({ median }) => median !== null)
  if (rows.length === 0) return null
  const words = {
    title: 'Days to audit a bid, for half of the audits',
    description: 'A bar for each risk: half of the audits took no longer. The table has every figure.',
  }
  return barChart(
    { id: 'audit-times', ...words },
    rows.map(({ tier, median }) => ({
      label: { low: 'Low risk', medium: 'Medium risk', high: 'High risk' }[tier],
      parts: [median ?? 0],
      text: shown(Math.round((median ?? 0) * 10) / 10, hidden),
    })),
  )
}

/** A figure as CSV: what may not be shown is told in words, so that nobody takes it for nothing. */
export function figureCsv(name: FigureName, figures: Figures, { words }: Hidden): string {
  const { columns, rows } = figureTable(name, figures)
  return [columns, ...rows.map(cells => cells.map(cell => cell ?? words))].map(csvRow).join('')
}
