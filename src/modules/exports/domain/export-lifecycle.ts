import { move } from '../../../shared/domain/lifecycle.js'

/** Making begins again where a maker was lost or failed for a moment. */
const MOVES = {
  waiting: ['making'],
  making: ['making', 'waiting', 'ready', 'failed'],
  ready: ['removed'],
  failed: [],
  removed: [],
} as const satisfies Record<string, readonly string[]>

export type ExportState = keyof typeof MOVES

export const EXPORT_STATES = Object.keys(MOVES) as ExportState[]

/** The new state, or MoveRefused. */
export const moveExport = (from: ExportState, to: ExportState): ExportState => move<ExportState>('export', MOVES, from, to)

/** So often it is tried, and no more: own figure, which with the sweeps takes a minute. */
export const MOST_ATTEMPTS = 5

/** After a failure that may pass: once more, or never. */
export const afterFailure = (attempts: number): ExportState => moveExport('making', attempts < MOST_ATTEMPTS ? 'waiting' : 'failed')

/** How long a file is kept once it is made: long enough for a weekend, and then what bids say lies nowhere but in the bids. Own figure. */
export const KEPT_HOURS = 72
