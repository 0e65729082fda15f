import { firstRow } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'

/** Where a part stands: of claims, with the product they are about. */
export interface Place {
  part: string
  productId: string | null
}

/** SQL: of draft `d`, that it is the one of supplier $1, part $2 and product $3. */
export const DRAFT_OF_PART = 'd.supplier_id = $1 AND d.part_id = $2 AND d.product_id IS NOT DISTINCT FROM $3::uuid'

/** The id of the draft that is kept of a part, or null. */
export async function idOfDraft(view: Readable, { organisationId }: Actor, { part, productId }: Place): Promise<string | null> {
  const found = await firstRow<{ id: string }>(view, `SELECT d.id FROM library_draft d WHERE ${DRAFT_OF_PART}`, [
    organisationId,
    part,
    productId,
  ])
  return found?.id ?? null
}

/** Of the actor's supplier; an id that is null or no draft's drops nothing. */
export async function dropDraft(tx: Tx, { organisationId }: Actor, draftId: string | null): Promise<boolean> {
  const found = await firstRow(tx, 'DELETE FROM library_draft WHERE id = $1 AND supplier_id = $2 RETURNING id', [draftId, organisationId])
  return found !== null
}
