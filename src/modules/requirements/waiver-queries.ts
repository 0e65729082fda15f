import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { WaiverSide } from './domain/waiver.js'

/** A waiver that is proposed counts only when three people have given it, before the deadline. */
export const WAIVER_STATES = ['proposed', 'given', 'lapsed'] as const

export type WaiverState = (typeof WAIVER_STATES)[number]

export interface ProposedWaiver {
  id: string
  requirementId: string
  rule: string
  given: boolean
}

export async function getWaiver(view: Readable, id: string): Promise<ProposedWaiver> {
  const found = await firstRow<ProposedWaiver>(
    view,
    `SELECT p.id, p.requirement_id AS "requirementId", p.rule, w.id IS NOT NULL AS given
     FROM waiver_proposal p LEFT JOIN waiver w ON w.id = p.id WHERE p.id = $1`,
    [id],
  )
  if (found === null) throw new NotFound('waiver')
  return found
}

export const listWaiverConsents = (tx: Tx, waiverId: string): Promise<{ personId: string; side: WaiverSide }[]> =>
  rows(tx, 'SELECT person_id AS "personId", side FROM waiver_consent WHERE waiver_id = $1 ORDER BY consented_at, person_id', [waiverId])

/** What everybody reads of a waiver; which people gave it stands in the log. */
export interface PublicWaiver {
  id: string
  rule: string
  state: WaiverState
  ruleClarificationId: string
  proposedAt: Instant
  givenAt: Instant | null
}

export const listPublicWaivers = (view: Readable, requirementId: string, after: string | null, limit: number): Promise<PublicWaiver[]> =>
  rows<PublicWaiver>(
    view,
    `SELECT p.id, p.rule, p.rule_clarification_id AS "ruleClarificationId", p.proposed_at AS "proposedAt", w.given_at AS "givenAt",
            CASE WHEN w.id IS NOT NULL THEN 'given' WHEN r.state = 'open' AND clock.now < r.submission_deadline THEN 'proposed' ELSE 'lapsed' END AS state
     FROM (SELECT market_now() AS now OFFSET 0) clock, requirement r JOIN waiver_proposal p ON p.requirement_id = r.id LEFT JOIN waiver w ON w.id = p.id
     WHERE r.id = $1 AND ($2::uuid IS NULL OR p.id > $2) ORDER BY p.id LIMIT $3`,
    [requirementId, after, limit],
  )
