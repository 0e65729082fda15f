import { oneRow } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { withEveryRow } from '../../shared/database/with-every-row.js'
import { regimesThatInvite } from './domain/who-may-bid.js'

/**
 * SQL: whether supplier $1 is kept from bidding on requirement `r`, under one of the laws $2, because it was not invited to it. Requirements that
 * were published before anybody was taken down have no round, and are open to every member, as they were when they were published.
 */
export const LEFT_OUT = `
  (r.regime = ANY($2) AND NOT EXISTS (SELECT FROM invitation i WHERE i.requirement_id = r.id AND i.supplier_id = $1)
   AND EXISTS (SELECT FROM invitation_round t WHERE t.requirement_id = r.id)
   AND NOT EXISTS (SELECT FROM invitation_round t WHERE t.requirement_id = r.id AND $1 = ANY(t.supplier_ids)))`

/** Whether the supplier may not bid for want of an invitation. Whoever is invited stays so; hold the requirement where somebody may be invited meanwhile. */
export const isLeftOut = (view: Readable, requirementId: string, supplierId: string): Promise<boolean> =>
  withEveryRow(view, 'look-for-own-invitation', async () => {
    const sql = `SELECT ${LEFT_OUT} AS "isLeftOut" FROM requirement r WHERE r.id = $3`
    return (await oneRow<{ isLeftOut: boolean }>(view, sql, [supplierId, regimesThatInvite, requirementId])).isLeftOut
  })
