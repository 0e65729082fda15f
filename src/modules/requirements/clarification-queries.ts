import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { ClarificationState } from './domain/clarification-lifecycle.js'

export interface Clarification {
  id: string
  requirementId: string
  supplierId: string
  state: ClarificationState
}

/** As it stands. Its state is settled only with the requirement locked, so read it after that. */
export async function getClarification(view: Readable, id: string): Promise<Clarification> {
  const found = await firstRow<Clarification>(
    view,
    `SELECT c.id, c.requirement_id AS "requirementId", c.supplier_id AS "supplierId", coalesce(o.state, 'waiting') AS state
     FROM clarification c LEFT JOIN clarification_outcome o ON o.clarification_id = c.id WHERE c.id = $1`,
    [id],
  )
  if (found === null) throw new NotFound('clarification')
  return found
}

/** What everybody reads: the question as the buyer published it. Nothing of who asked, or when. */
export interface PublicClarification {
  number: number
  question: string
  answer: string
  material: boolean
  answeredAt: Instant
}

export const listAnswered = (view: Readable, requirementId: string, after: string | null, limit: number): Promise<PublicClarification[]> =>
  rows<PublicClarification>(
    view,
    `SELECT number, question, answer, material, settled_at AS "answeredAt" FROM clarification_outcome
     WHERE requirement_id = $1 AND number > coalesce($2::integer, 0) ORDER BY number LIMIT $3`,
    [requirementId, after, limit],
  )

/** What the buyer reads of a question that waits: its words, and the day it was asked on, which is enough to see it age. */
export interface WaitingClarification {
  id: string
  question: string
  askedOn: string
}

/** In the order of their ids, which are random: no order may tell who asked first. */
export const listWaiting = (view: Readable, requirementId: string, after: string | null, limit: number): Promise<WaitingClarification[]> =>
  rows<WaitingClarification>(
    view,
    `SELECT c.id, c.question, to_char(c.asked_at AT TIME ZONE 'Europe/London', 'YYYY-MM-DD') AS "askedOn"
     FROM clarification c LEFT JOIN clarification_outcome o ON o.clarification_id = c.id
     WHERE c.requirement_id = $1 AND o.clarification_id IS NULL AND ($2::uuid IS NULL OR c.id > $2) ORDER BY c.id LIMIT $3`,
    [requirementId, after, limit],
  )

/** One question as the buyer reads it, with what became of it. */
export interface ClarificationForBuyer extends WaitingClarification {
  state: ClarificationState
}

export const findForBuyer = (view: Readable, requirementId: string, id: string): Promise<ClarificationForBuyer | null> =>
  firstRow<ClarificationForBuyer>(
    view,
    `SELECT c.id, c.question, to_char(c.asked_at AT TIME ZONE 'Europe/London', 'YYYY-MM-DD') AS "askedOn", coalesce(o.state, 'waiting') AS state
     FROM clarification c LEFT JOIN clarification_outcome o ON o.clarification_id = c.id WHERE c.requirement_id = $1 AND c.id = $2`,
    [requirementId, id],
  )

export interface OwnClarification {
  id: string
  state: ClarificationState
  question: string
  askedAt: Instant
  /** The number under which the answer stands for everybody, once there is one. */
  number: number | null
  /** Why the buyer refused it. */
  reason: string | null
}

export const listOwn = (
  view: Readable,
  requirementId: string,
  supplierId: string,
  [askedAt = null, id = null]: readonly (string | null)[],
  limit: number,
): Promise<OwnClarification[]> =>
  rows<OwnClarification>(
    view,
    `SELECT c.id, coalesce(o.state, 'waiting') AS state, c.question, c.asked_at AS "askedAt", o.number, o.reason
     FROM clarification c LEFT JOIN clarification_outcome o ON o.clarification_id = c.id
     WHERE c.requirement_id = $1 AND c.supplier_id = $2 AND ($3::timestamptz IS NULL OR (c.asked_at, c.id) > ($3, $4::uuid))
     ORDER BY c.asked_at, c.id LIMIT $5`,
    [requirementId, supplierId, askedAt, id, limit],
  )
