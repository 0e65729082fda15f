import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import { withEveryRow } from '../../shared/database/with-every-row.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Keyset } from '../../shared/keyset.js'
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

/**
 * The invitation of a supplier with its last answer; null where it was not invited. Who is in a round is invited from its moment on, whether or not
 * the queue has written the invitation yet.
 */
export async function findInvitation(view: Readable, requirementId: string, supplierId: string): Promise<Invitation | null> {
  const written = await findWritten(view, requirementId, supplierId)
  if (written !== null) return written
  const invitedAt = await findInRound(view, requirementId, supplierId)
  return invitedAt === null ? null : { requirementId, state: 'invited', invitedAt, answer: null }
}

/** The moment of the round that a supplier is in; null where it is in none. */
const findInRound = (view: Readable, requirementId: string, supplierId: string): Promise<Instant | null> =>
  withEveryRow(view, 'look-for-own-invitation', async () => {
    const sql = 'SELECT invited_at AS "invitedAt" FROM invitation_round WHERE requirement_id = $1 AND $2 = ANY(supplier_ids)'
    return (await firstRow<{ invitedAt: Instant }>(view, sql, [requirementId, supplierId]))?.invitedAt ?? null
  })

const findWritten = (view: Readable, requirementId: string, supplierId: string): Promise<Invitation | null> =>
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

/** What a supplier was invited to, as a list shows it. */
export interface ListedInvitation {
  requirementId: string
  requirementTitle: string
  buyerName: string
  submissionDeadline: Instant
  state: InvitationState
  invitedAt: Instant
}

/** Those of a supplier that are written, the newest first. */
export const listInvitations = (view: Readable, supplierId: string, after: Keyset, limit: number): Promise<ListedInvitation[]> =>
  rows<ListedInvitation>(
    view,
    `SELECT i.requirement_id AS "requirementId", r.title AS "requirementTitle", o.name AS "buyerName",
            r.submission_deadline AS "submissionDeadline", i.state, i.invited_at AS "invitedAt"
     FROM invitation i JOIN requirement r ON r.id = i.requirement_id JOIN organisation o ON o.id = r.buyer_id
     WHERE i.supplier_id = $1 AND ($2::timestamptz IS NULL OR (i.invited_at, i.requirement_id) < ($2, $3::uuid))
     ORDER BY i.invited_at DESC, i.requirement_id DESC LIMIT $4`,
    [supplierId, after[0] ?? null, after[1] ?? null, limit],
  )

/** Holds the invitation against every other answer, and writes it first where the queue has not; whether there is one. Lock the requirement first. */
export const lockInvitation = async (tx: Tx, requirementId: string, supplierId: string): Promise<boolean> =>
  (await held(tx, requirementId, supplierId)) || ((await writeOwn(tx, requirementId, supplierId)) && held(tx, requirementId, supplierId))

const held = async (tx: Tx, requirementId: string, supplierId: string): Promise<boolean> =>
  (await firstRow(tx, 'SELECT state FROM invitation WHERE requirement_id = $1 AND supplier_id = $2 FOR UPDATE', [
    requirementId,
    supplierId,
  ])) !== null

/** Whether the supplier is in a round; its invitation is there then, whoever wrote it. */
async function writeOwn(tx: Tx, requirementId: string, supplierId: string): Promise<boolean> {
  const invitedAt = await findInRound(tx, requirementId, supplierId)
  if (invitedAt === null) return false
  await tx.query(
    `INSERT INTO invitation (requirement_id, supplier_id, state, invited_at) VALUES ($1, $2, 'invited', $3) ON CONFLICT DO NOTHING`,
    [requirementId, supplierId, invitedAt],
  )
  return true
}
