import { move, type Moves } from '../../../shared/domain/lifecycle.js'

export const AUDIT_STATES = ['open', 'awaiting-second', 'signed-off'] as const

export type AuditState = (typeof AUDIT_STATES)[number]

/** A verdict after the first of two sign-offs leads back to open: what the first officer saw is no longer what stands. */
const MOVES: Moves<AuditState> = {
  open: ['awaiting-second', 'signed-off'],
  'awaiting-second': ['open', 'signed-off'],
  'signed-off': [],
}

export const moveAudit = (from: AuditState, to: AuditState): AuditState => move('audit', MOVES, from, to)

/** The state after something new was said: an audit that is open stays so, and one that awaited a second sign-off is open again. */
export const reopened = (from: AuditState): AuditState => (from === 'open' ? from : moveAudit(from, 'open'))
