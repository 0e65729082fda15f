/** One bar, in parts that stand one after the other; nothing to show is told in words. */
export interface Bar {
  label: string
  parts: readonly number[]
  /** What stands at the end of the bar. */
  text: string
}

/** A chart as views/bar-chart.njk draws it, in units of its own. */
export interface BarChart {
  id: string
  title: string
  description: string
  /** What each part stands for, where there are several. */
  legend: readonly string[]
  height: number
  bars: readonly { label: string; text: string; labelY: number; barY: number; textX: number; parts: readonly DrawnPart[] }[]
}

export interface DrawnPart {
  kind: number
  x: number
  width: number
}

export interface ChartWords {
  id: string
  title: string
  description: string
  legend?: readonly string[]
}

/** Narrow, so that its words can be read on a phone. */
const WIDTH = 300
const ROOM_FOR_TEXT = 60
const ROW = 40
const LABEL = 14
const LONGEST_LABEL = 44

/** Bars under one another, each under its label; the longest fills the width. What it tells, the table beside it tells too. */
export function barChart({ id, title, description, legend = [] }: ChartWords, bars: readonly Bar[]): BarChart {
  const most = Math.max(1, ...bars.map(({ parts }) => sum(parts)))
  const scale = (WIDTH - ROOM_FOR_TEXT) / most
  return {
    id,
    title,
    description,
    legend,
    height: bars.length * ROW,
    bars: bars.map(({ label, parts, text }, place) => ({
      label: shortened(label),
      text,
      labelY: place * ROW + LABEL,
      barY: place * ROW + LABEL + 5,
      textX: rounded(sum(parts) * scale) + 4,
      parts: parts.map((part, kind) => ({ kind, x: rounded(sum(parts.slice(0, kind)) * scale), width: rounded(part * scale) })),
    })),
  }
}

const sum = (parts: readonly number[]): number => parts.reduce((total, part) => total + part, 0)

const rounded = (length: number): number => Math.round(length * 10) / 10

const shortened = (label: string): string => (label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1).trimEnd()}…` : label)
