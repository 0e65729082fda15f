import type { Tx } from '../../shared/database/unit-of-work.js'
import type { MembershipState } from './domain/membership-lifecycle.js'

/** With the membership held. */
export const setState = (tx: Tx, id: string, state: MembershipState): Promise<unknown> =>
  tx.query('UPDATE membership SET state = $2, since = market_now(), revision = revision + 1 WHERE id = $1', [id, state])

/** Whoever read it before has to read it again. */
export const touch = (tx: Tx, id: string): Promise<unknown> => tx.query('UPDATE membership SET revision = revision + 1 WHERE id = $1', [id])
