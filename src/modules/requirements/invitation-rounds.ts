import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newId } from '../../shared/ids.js'
import { matchingMemberships } from '../memberships/match-suppliers.js'

export const ROUND_REASONS = ['publication', 'admitted-later', 'extended'] as const

export type RoundReason = (typeof ROUND_REASONS)[number]

/** Everybody who was invited at one moment. */
export interface InvitationRound {
  id: string
  requirementId: string
  number: number
  reason: RoundReason
  /** What was chosen of the filters, as facet/value. */
  tokens: string[]
  /** Null where nothing was chosen. */
  filterEdition: number | null
  categoryIds: string[]
  count: number
  /** SHA-256 of the ids of the suppliers, sorted, one on each line. */
  hash: string
  invitedAt: Instant
}

/** Whom a requirement seeks. */
export interface Seeking {
  requirementId: string
  categoryIds: readonly string[]
  tokens: readonly string[]
  filterEdition: number | null
}

/** SQL: the ids of the suppliers of requirement $1 who match categories $2 and tokens $3 and are in no round and were not invited before there were rounds. */
const UNINVITED = `
  SELECT DISTINCT matching.supplier_id FROM (${matchingMemberships('$2::uuid[]', '$3::text[]')}) matching
  WHERE NOT EXISTS (SELECT FROM invitation i WHERE i.requirement_id = $1 AND i.supplier_id = matching.supplier_id)
    AND NOT EXISTS (SELECT FROM invitation_round r CROSS JOIN unnest(r.supplier_ids) AS taken (supplier_id)
                    WHERE r.requirement_id = $1 AND taken.supplier_id = matching.supplier_id)`

/**
 * Takes down everybody who matches at this instant and was not taken down before, in one statement, so from one snapshot. The requirement is
 * locked. Whoever is admitted by a transaction that commits later is not in it, and is looked for by what tells of the admission.
 */
export const takeRound = (tx: Tx, { requirementId, ...sought }: Seeking, reason: RoundReason, at: Instant): Promise<InvitationRound> =>
  oneRow<InvitationRound>(
    tx,
    `INSERT INTO invitation_round (id, requirement_id, number, reason, tokens, filter_edition, category_ids, supplier_ids, hash, invited_at)
     SELECT $4, $1, (SELECT count(*) + 1 FROM invitation_round WHERE requirement_id = $1), $5, $3, $6, $2, taken.ids,
            sha256(convert_to(array_to_string(taken.ids, E'\\n'), 'UTF8')), $7
     FROM (SELECT coalesce(array_agg(supplier_id ORDER BY supplier_id), '{}') AS ids FROM (${UNINVITED}) uninvited) taken
     RETURNING ${COLUMNS}`,
    [requirementId, sought.categoryIds, sought.tokens, newId(), reason, sought.filterEdition, at],
  )

const COLUMNS = `
  id, requirement_id AS "requirementId", number, reason, tokens, filter_edition AS "filterEdition", category_ids AS "categoryIds",
  cardinality(supplier_ids) AS count, encode(hash, 'hex') AS hash, invited_at AS "invitedAt"`

/** How many match and are not invited. */
export async function countUninvited(
  view: Readable,
  { requirementId, categoryIds, tokens }: Omit<Seeking, 'filterEdition'>,
): Promise<number> {
  const sql = `SELECT count(*)::int AS count FROM (${UNINVITED}) uninvited`
  return (await oneRow<{ count: number }>(view, sql, [requirementId, categoryIds, tokens])).count
}

export const findRound = (view: Readable, id: string): Promise<InvitationRound | null> =>
  firstRow<InvitationRound>(view, `SELECT ${COLUMNS} FROM invitation_round WHERE id = $1`, [id])

/** A round with everybody in it, as its hash has them. */
export interface WholeRound extends InvitationRound {
  supplierIds: string[]
}

/** In the order in which they were made, those after a number; there are as many as suppliers were admitted meanwhile, at most. */
export const listRounds = (view: Readable, requirementId: string, after: number, limit: number): Promise<WholeRound[]> =>
  rows<WholeRound>(
    view,
    `SELECT ${COLUMNS}, supplier_ids AS "supplierIds" FROM invitation_round WHERE requirement_id = $1 AND number > $2 ORDER BY number LIMIT $3`,
    [requirementId, after, limit],
  )

/** How many were invited, in all rounds together. */
export async function countInvited(view: Readable, requirementId: string): Promise<number> {
  const sql = 'SELECT coalesce(sum(cardinality(supplier_ids)), 0)::int AS count FROM invitation_round WHERE requirement_id = $1'
  return (await oneRow<{ count: number }>(view, sql, [requirementId])).count
}

/** What the suppliers are called, in the order of their names. */
export const listNames = (view: Readable, supplierIds: readonly string[]): Promise<{ id: string; name: string }[]> =>
  rows(view, 'SELECT o.id, o.name FROM organisation o WHERE o.id = ANY($1) ORDER BY lower(o.name), o.id', [supplierIds])

/** Writes the invitations of the rounds of a requirement that nobody has written yet, each with the moment of its round. */
export const writeInvitations = (tx: Tx, requirementId: string): Promise<unknown> =>
  tx.query(
    `INSERT INTO invitation (requirement_id, supplier_id, state, invited_at)
     SELECT r.requirement_id, supplier, 'invited', r.invited_at FROM invitation_round r CROSS JOIN unnest(r.supplier_ids) AS supplier
     WHERE r.requirement_id = $1 ORDER BY supplier ON CONFLICT DO NOTHING`,
    [requirementId],
  )

/** What the invitations of a round come to, counted and hashed from their own rows: those with the moment of the round. */
export const proofOfRound = (view: Readable, roundId: string): Promise<{ count: number; hash: string }> =>
  oneRow(
    view,
    `SELECT count(*)::int AS count, encode(sha256(convert_to(coalesce(string_agg(i.supplier_id::text, E'\\n' ORDER BY i.supplier_id), ''), 'UTF8')), 'hex') AS hash
     FROM invitation_round r CROSS JOIN unnest(r.supplier_ids) AS supplier
     JOIN invitation i ON i.requirement_id = r.requirement_id AND i.supplier_id = supplier AND i.invited_at = r.invited_at
     WHERE r.id = $1`,
    [roundId],
  )
