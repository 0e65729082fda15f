import type { AuditState } from './ethics-audit-lifecycle.js'

/** Who has to do something next; null where nobody has. */
export const NEXT_NEEDED = ['officer', 'supplier', 'senior-officer'] as const

export type NextNeeded = (typeof NEXT_NEEDED)[number]

export interface Progress {
  state: AuditState
  toJudge: number
  judged: number
  /** Queried answers that the supplier still has time to explain. */
  waiting: number
}

/** The officer first, as long as there is anything to judge; then the supplier, while it has time; at last whoever signs. */
export function nextNeeded({ state, toJudge, judged, waiting }: Progress): NextNeeded | null {
  if (state === 'signed-off') return null
  if (state === 'awaiting-second') return 'senior-officer'
  return judged >= toJudge && waiting > 0 ? 'supplier' : 'officer'
}
