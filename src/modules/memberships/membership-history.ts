import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newId } from '../../shared/ids.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'

export const CHANGE_KINDS = ['admitted', 'suspended', 'restored', 'removed', 'lapsed', 'offer'] as const

export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** What befell a membership. */
export interface MembershipChange {
  id: string
  kind: ChangeKind
  /** Key of the ground of a suspension or a removal. */
  ground: string | null
  groundTitle: string | null
  reason: string | null
  offer: string[] | null
  /** Null where the marketplace did, as when an agreement expires. */
  changedByName: string | null
  changedAt: Instant
}

/** SQL: what befell memberships `m`; conditions and order follow. */
const CHANGE = `
  SELECT h.id, h.kind, h.ground, h.reason, h.offer, p.name AS "changedByName", h.changed_at AS "changedAt",
         (SELECT g.title FROM standing_ground g JOIN agreement a ON a.id = m.agreement_id AND g.regime IN (a.regime, 'both')
          WHERE g.key = h.ground AND g.act = CASE h.kind WHEN 'suspended' THEN 'suspend' ELSE 'remove' END
          ORDER BY g.first_day DESC LIMIT 1) AS "groundTitle"
  FROM membership_change h JOIN membership m ON m.id = h.membership_id LEFT JOIN person p ON p.id = h.changed_by`

/** The newest first. */
export async function listChanges(view: Readable, membershipId: string, limit: number, cursor?: string): Promise<Page<MembershipChange>> {
  const after = readCursor(cursor, ['instant', 'uuid']) ?? []
  const found = await rows<MembershipChange>(
    view,
    `${CHANGE} WHERE h.membership_id = $1 AND ($2::timestamptz IS NULL OR (h.changed_at, h.id) < ($2, $3::uuid))
     ORDER BY h.changed_at DESC, h.id DESC LIMIT $4`,
    [membershipId, after[0] ?? null, after[1] ?? null, limit + 1],
  )
  return pageOf(found, limit, ({ changedAt, id }) => [changedAt, id])
}

/** The newest suspension, whatever befell the membership since. */
export const findSuspension = (view: Readable, membershipId: string): Promise<MembershipChange | null> =>
  firstRow(view, `${CHANGE} WHERE h.membership_id = $1 AND h.kind = 'suspended' ORDER BY h.changed_at DESC, h.id DESC LIMIT 1`, [
    membershipId,
  ])

interface Change {
  kind: Exclude<ChangeKind, 'admitted'>
  ground?: string
  reason?: string
  offer?: readonly string[]
}

/** Writes down what a person did to a membership that the transaction holds. */
export async function noteChange(
  tx: Tx,
  { id, supplierId }: { id: string; supplierId: string },
  { kind, ground, reason, offer }: Change,
  personId: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO membership_change (id, membership_id, supplier_id, kind, ground, reason, offer, changed_by, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, market_now())`,
    [newId(), id, supplierId, kind, ground ?? null, reason ?? null, offer ?? null, personId],
  )
}
