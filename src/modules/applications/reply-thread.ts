import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Sealing } from '../../shared/sealing.js'
import { saidOf } from './sealed-applications.js'

/** What was asked or said about an application. Who of the officers asked is not told. */
export interface ThreadMessage {
  id: string
  side: 'officer' | 'supplier'
  /** The question of the library that it is about, where it is about one. */
  question: string | null
  text: string
  /** The last day to reply by, of what was asked. */
  replyBy: string | null
  saidAt: Instant
}

/** A ground for exclusion that was raised, and what became of it. */
export interface RaisedGround {
  ground: string
  kind: 'mandatory' | 'discretionary'
  evidence: string
  replyBy: string
  raisedAt: Instant
  reply: string | null
  repliedAt: Instant | null
  /** Null while nothing is decided on it. */
  outcome: 'excluded' | 'excludable-kept-out' | 'excludable-let-in' | 'no-exclusion' | null
  reason: string | null
}

type MessageRow = Omit<ThreadMessage, 'text'> & { supplierId: string; sealed: Buffer }

/** The oldest first. */
export async function listThread(view: Readable, sealing: Sealing, applicationId: string): Promise<ThreadMessage[]> {
  const found = await rows<MessageRow>(
    view,
    `SELECT m.id, m.side, m.question_id AS question, m.reply_by::text AS "replyBy", m.said_at AS "saidAt", m.supplier_id AS "supplierId", m.said AS sealed
     FROM application_message m WHERE m.application_id = $1 ORDER BY m.said_at, m.id`,
    [applicationId],
  )
  return found.map(({ supplierId, sealed, ...row }) => ({ ...row, text: sealing.unseal(sealed, saidOf(supplierId, row.id)) as string }))
}

export const listRaised = (view: Readable, applicationId: string): Promise<RaisedGround[]> =>
  rows<RaisedGround>(
    view,
    `SELECT e.ground, e.kind, e.evidence, e.reply_by::text AS "replyBy", e.raised_at AS "raisedAt", e.reply, e.replied_at AS "repliedAt", e.outcome, e.reason
     FROM exclusion_case e WHERE e.application_id = $1 ORDER BY e.raised_at, e.ground`,
    [applicationId],
  )
