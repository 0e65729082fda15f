import { oneRow } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict } from '../../shared/domain/errors.js'
import { newId } from '../../shared/ids.js'
import { noteMarketNotice } from '../agreements/note-market-notice.js'
import { publish } from '../outbox/publish.js'
import { findStanding, type SupplierSize } from './membership-queries.js'

/** What a membership begins with. */
export interface Admission {
  applicationId: string
  /** What the answers come to that it was admitted on. */
  answersHash: Buffer
  agreementId: string
  categoryId: string
  supplierId: string
  /** As facet/value, with what each value is a part of. */
  offer: readonly string[]
  size: SupplierSize | null
}

export class AlreadyMember extends Conflict {
  constructor() {
    super('already-member', 'This supplier is a member of the category already, active or suspended. Its memberships show which.')
  }
}

/**
 * Admits a supplier to a category: it matches and may bid from this moment on, and there is no limit to how many are admitted. Answers the id of
 * the membership. Throws AlreadyMember where one counts already, a suspended one too.
 */
export async function admitMember(tx: Tx, actor: Actor, admission: Admission): Promise<string> {
  const { agreementId, categoryId, supplierId, applicationId, answersHash, offer, size } = admission
  if ((await findStanding(tx, supplierId, categoryId)) !== null) throw new AlreadyMember()
  const id = newId()
  const { changedAt } = await oneRow<{ changedAt: string }>(
    tx,
    `INSERT INTO membership (id, agreement_id, category_id, supplier_id, state, since, admitted_at, application_id, answers_hash, offer, supplier_size, newcomer)
     SELECT $1, $2, $3, $4, 'active', clock.now, clock.now, $5, $6, $7, $8, NOT EXISTS (SELECT FROM membership WHERE supplier_id = $4)
     FROM (SELECT market_now() AS now OFFSET 0) clock RETURNING since AS "changedAt"`,
    [id, agreementId, categoryId, supplierId, applicationId, answersHash, offer, size],
  )
  await tx.query(
    `INSERT INTO membership_change (id, membership_id, supplier_id, kind, offer, changed_by, changed_at) VALUES ($1, $2, $3, 'admitted', $4, $5, $6)`,
    [newId(), id, supplierId, offer, actor.personId, changedAt],
  )
  await noteMarketNotice(tx, agreementId, 'member-admitted', id)
  await publish(tx, { type: 'membership.admitted', payload: { membershipId: id, supplierId, categoryId } })
  return id
}

/**
 * Notes what the answers come to that officers have been given for a membership, when one was added. Bids read it with the membership shared; hold it
 * before the answer is pinned, so that a bid stands on the answers before or after it.
 */
export const carryAnswers = (tx: Tx, id: string, answersHash: Buffer): Promise<unknown> =>
  tx.query('UPDATE membership SET answers_hash = $2 WHERE id = $1', [id, answersHash])
