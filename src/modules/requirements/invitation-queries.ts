import { firstRow } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { InvitationState } from './domain/invitation-lifecycle.js'

/** What was answered last. */
export interface InvitationAnswer {
  state: 'intending' | 'declined'
  /** A code of the published list; null where the supplier intends to bid. */
  reason: string | null
  words: string | null
  answeredAt: Instant
}

export interface Invitation {
  requirementId: string
  state: InvitationState
  invitedAt: Instant
  answer: InvitationAnswer | null
}

/** The invitation of a supplier with its last answer; null where it was not invited. */
export const findInvitation = (view: Readable, requirementId: string, supplierId: string): Promise<Invitation | null> =>
  firstRow<Invitation>(
    view,
    `SELECT i.requirement_id AS "requirementId", i.state, i.invited_at AS "invitedAt",
            (SELECT json_build_object('state', a.state, 'reason', a.reason, 'words', a.words,
                      'answeredAt', to_char(a.answered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
             FROM invitation_answer a WHERE a.requirement_id = i.requirement_id AND a.supplier_id = i.supplier_id
             ORDER BY a.answered_at DESC, a.id DESC LIMIT 1) AS answer
     FROM invitation i WHERE i.requirement_id = $1 AND i.supplier_id = $2`,
    [requirementId, supplierId],
  )

/** Holds the invitation against every other answer; whether there is one. Lock the requirement first. */
export const lockInvitation = async (tx: Tx, requirementId: string, supplierId: string): Promise<boolean> =>
  (await firstRow(tx, 'SELECT state FROM invitation WHERE requirement_id = $1 AND supplier_id = $2 FOR UPDATE', [
    requirementId,
    supplierId,
  ])) !== null
