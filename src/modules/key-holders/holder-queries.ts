import { rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Side } from '../keys/domain/shares.js'
import type { PublicKey } from '../keys/key-service.js'

/**
 * SQL: who may open the bids of which requirement, and for which side. Nobody with a role at a supplier; and who could open for either side
 * counts for the buyer's alone, so that nobody ever holds both shares.
 */
const OPENERS = `
  SELECT r.id AS requirement_id, g.person_id, min(CASE g.organisation_kind WHEN 'operator' THEN 'operator' ELSE 'buyer' END) AS side
  FROM requirement r JOIN role_grant g
    ON (g.organisation_id = r.buyer_id AND g.role = 'buyer-approver')
    OR (g.organisation_kind = 'operator' AND g.role IN ('procurement-officer', 'senior-officer'))
  WHERE NOT EXISTS (SELECT FROM role_grant s WHERE s.person_id = g.person_id AND s.organisation_kind = 'supplier')
  GROUP BY r.id, g.person_id`

/** Somebody who may open and has a key of their own. */
export interface KeyOwner {
  personId: string
  side: Side
  publicKey: PublicKey
}

/** Those of both sides, as the act 'hold-keys'; whoever replaces a key meanwhile waits, and loses what is sealed for the one before. */
export const listKeyOwners = (view: Readable, requirementId: string): Promise<KeyOwner[]> =>
  rows<KeyOwner>(
    view,
    `SELECT o.person_id AS "personId", o.side, k.public_key AS "publicKey" FROM (${OPENERS}) o JOIN personal_key k ON k.person_id = o.person_id
     WHERE o.requirement_id = $1 ORDER BY o.person_id FOR SHARE OF k`,
    [requirementId],
  )

/** Somebody who may open for a side, and how far they are with its share. */
export interface Opener {
  personId: string
  name: string
  side: Side
  hasKey: boolean
  holdsShare: boolean
}

/** Everybody who may open for any of the requirements, as the act 'hold-keys'. A share counts for as long as its holder may open. */
export const listOpenersOf = (view: Readable, requirementIds: readonly string[]): Promise<(Opener & { requirementId: string })[]> =>
  rows(
    view,
    `SELECT o.requirement_id AS "requirementId", o.person_id AS "personId", p.name, o.side,
            k.person_id IS NOT NULL AS "hasKey", s.person_id IS NOT NULL AS "holdsShare"
     FROM (${OPENERS}) o JOIN person p ON p.id = o.person_id LEFT JOIN personal_key k ON k.person_id = o.person_id
     LEFT JOIN key_share s ON s.requirement_id = o.requirement_id AND s.envelope = 'quality' AND s.side = o.side AND s.person_id = o.person_id
     WHERE o.requirement_id = ANY($1) ORDER BY o.side, p.name, p.id`,
    [requirementIds],
  )

export const listOpeners = (view: Readable, requirementId: string): Promise<Opener[]> => listOpenersOf(view, [requirementId])

/** Whether the person may open bids of anybody. */
export async function isOpener(view: Readable, personId: string): Promise<boolean> {
  const found = await rows(
    view,
    `SELECT FROM role_grant g WHERE g.person_id = $1 AND g.role IN ('buyer-approver', 'procurement-officer', 'senior-officer')
       AND NOT EXISTS (SELECT FROM role_grant s WHERE s.person_id = g.person_id AND s.organisation_kind = 'supplier') LIMIT 1`,
    [personId],
  )
  return found.length > 0
}

/** A requirement with a split key, of which somebody holds a share. */
export interface HeldFor {
  requirementId: string
  title: string
  side: Side
}

const MOST_HELD = 100

/** Those whose bids are to be opened first, and then the latest, of which prices are sealed still; or the one that is meant. */
export const listHeld = (view: Readable, personId: string, requirementId: string | null = null): Promise<HeldFor[]> =>
  rows<HeldFor>(
    view,
    `SELECT r.id AS "requirementId", r.title, s.side FROM key_share s JOIN requirement r ON r.id = s.requirement_id
     WHERE s.person_id = $1 AND s.envelope = 'quality' AND r.state <> 'cancelled' AND ($2::uuid IS NULL OR r.id = $2)
     ORDER BY r.bids_opened_at IS NOT NULL, r.submission_deadline DESC, r.id LIMIT ${MOST_HELD}`,
    [personId, requirementId],
  )
